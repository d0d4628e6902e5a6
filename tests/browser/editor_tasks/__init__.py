"""What editors do, walked in a real browser by the role it belongs to: `make editor-tasks`.

The walk follows what the screens say: links, buttons and fields are found by their words. `docs/editors/tasks.md` is
what it found. A task that cannot be done is a fault of the site.
"""
