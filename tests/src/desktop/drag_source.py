"""A window of another program with files to drag.

Called with the place (x, y) and the files; says "ready" when it shows, "began" when a drag begins
and "dropped" or "refused" when it has ended.
"""

import pathlib
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402


def say(word):
    print(word, flush=True)


def main():
    x, y, *files = sys.argv[1:]
    uris = [pathlib.Path(file).as_uri() for file in files]
    # Beside the window manager, so that the window under test keeps the keyboard.
    window = Gtk.Window(type=Gtk.WindowType.POPUP)
    window.set_default_size(180, 90)
    window.move(int(x), int(y))
    box = Gtk.EventBox()
    box.add(Gtk.Label(label="%d ảnh" % len(uris)))
    window.add(box)
    box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    box.drag_source_add_uri_targets()
    failed = []
    box.connect("drag-begin", lambda *_: say("began"))
    box.connect("drag-data-get", lambda _w, _c, data, *_: data.set_uris(uris))

    def refused(*_):
        failed.append(True)
        return False

    box.connect("drag-failed", refused)
    box.connect("drag-end", lambda *_: say("refused" if failed else "dropped"))
    window.connect("map-event", lambda *_: say("ready"))
    window.show_all()
    Gtk.main()


main()
