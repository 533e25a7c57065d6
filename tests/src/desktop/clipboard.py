"""Owns the clipboard: takes one text a line (JSON), puts it there and answers "copied"."""

import json
import sys
import threading

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402


def copy(text):
    Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).set_text(text, -1)
    print("copied", flush=True)
    return False


def listen():
    for line in sys.stdin:
        GLib.idle_add(copy, json.loads(line))


Gtk.init(None)
threading.Thread(target=listen, daemon=True).start()
Gtk.main()
