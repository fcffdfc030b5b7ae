"""Texts that several charts share: names, numbers in sentences, missing attendance."""
