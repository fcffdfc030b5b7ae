"""The preview picture of a shared link: its contents and its drawing."""
