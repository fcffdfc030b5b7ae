"""The words component: the page's language, and Streamlit's own English put into it."""

from __future__ import annotations

import streamlit as st

from campaign.i18n.translator import Text
from campaign.ui.assets import loader

# What Streamlit 1.67 may show or read out on our pages with `toolbarMode = "minimal"`, taken
# from its browser bundle. "…*" at the end and "*…" at the start stand for any text; each "…" of a
# translation takes the next piece. Commands and product names inside sentences stay.
STREAMLIT_WORDS: tuple[str, ...] = (
    # the page around ours
    "Skip to main content",
    "Main menu",
    "Notifications",
    "App pages",
    "Sidebar",
    "Expand sidebar",
    "Collapse sidebar",
    "Navigate to home page",
    "App Logo",
    "Link to heading",
    "(opens in new tab)",
    "Shortcut …*",
    # a run
    "Running...",
    "Stop",
    "Stopping...",
    "File change.",
    "Rerun",
    "Always rerun",
    "Please wait...",
    "Loading...",
    # the connection
    "Connecting",
    "Connecting to Streamlit server",
    "Unable to connect to Streamlit server",
    "Reconnected to server.",
    "Connection error",
    "Connection timed out.",
    "Connection lost. Please wait for the app to reconnect, then try again.",
    (
        "Is Streamlit still running? If you accidentally stopped Streamlit, "
        "just restart it in your terminal:"
    ),
    "Streamlit server is not responding. Are you connected to the internet?",
    "Cannot connect to Streamlit …*",
    "Network error",
    "Network issue",
    # errors and dialogs
    "Error",
    "Script execution error",
    "No message",
    "Traceback:",
    "Bad message format",
    "Page not found",
    "The page that you have requested does not seem to exist. Running the app's main page.",
    "You have requested page …*",
    "Your app is having trouble loading the component.",
    "BidiComponent Error",
    "Close",
    "Cancel",
    "Dismiss",
    "Try again",
    "Copy",
    "Copied",
    "Ask Google",
    "Ask ChatGPT",
    # text input, number input
    "Press Enter to apply",
    "Press Enter to submit form",
    "Press Ctrl+Enter to apply",
    "Press ⌘+Enter to apply",
    "Press Ctrl+Enter to submit form",
    "Press ⌘+Enter to submit form",
    "Clear entry",
    "Show password",
    "Hide password",
    "Increment",
    "Decrement",
    "Number is above the allowed range.",
    "Number is below the allowed range.",
    # selectbox, multiselect, radio, pills
    "Choose an option",
    "Choose options",
    "No options to select",
    "No options to select.",
    "No results",
    "Clear value",
    "Clear all",
    "Open",
    "Select all",
    "Selected values",
    "Selectbox options",
    "Remove …*",
    "Add: …*",
    "Show suggestions",
    "Suggestions",
    "*… option available.",
    "*… options available.",
    "*…, selected",
    "Long press or press Alt + ArrowDown to open menu",
    # slider
    "*… — start",
    "*… — end",
    # help
    "Help",
    "Help for …*",
    # download, upload
    "Download failed",
    "Failed to generate file for download",
    "Add files",
    "Upload",
    "file upload",
    "Drag and drop a file here",
    "Drag and drop files here",
    "*…MB per file…*",
    "Error uploading file",
    "Error: File must be … or smaller.",
    "File must be … or smaller.",
    "*…files are not allowed.",
    "Error deleting file",
    # toolbars, tables
    "Fullscreen",
    "Close fullscreen",
    "Scrollable table",
    "Show/hide columns",
    "Download as CSV",
    "Search",
    "Type to search",
    "Close Search",
    "Previous Result",
    "Next Result",
    "Clear selection",
    "Sort ascending",
    "Sort descending",
    "Pin column",
    "Unpin column",
    "Hide column",
    "Copy column name",
    "Failed to load data",
    "Scroll tabs left",
    "Scroll tabs right",
)

_mount = st.components.v2.component(
    "campaign_words",
    html='<span class="campaign-words" hidden></span>',
    js=loader("words.js"),
    isolate_styles=False,
)


def words(lang: str, url: str, page: int) -> None:
    """Set the page's language and show Streamlit's own English in it.

    `url` answers {item of `STREAMLIT_WORDS`: the reader's words} as JSON; an empty one brings the
    English back, and so does a word missing there. `page` is the place of the
    current page in the menu, from 0; -1 for none.
    """
    text = Text.of(lang)
    _mount(
        key="words",
        data={"lang": lang, "url": url, "page": page, "done": text("Done")},
        # The browser tells that its connection is back: the run itself is all that it needs.
        on_back_change=lambda: None,
    )
