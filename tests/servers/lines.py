"""A line to a server that can be cut, and on which everything can come to a halt."""

import socket
import threading
from contextlib import suppress
from pathlib import Path


class Line:
    """What comes to the socket at `here` is carried to the server at `there`, both paths of the file system."""

    def __init__(self, here, there):
        self.here, self.there = str(here), str(there)
        self.flows = threading.Event()
        self.open = []
        self.mend()

    def mend(self):
        """From now on new connections arrive."""
        self.flows.set()
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(self.here)
        self.door.listen(64)
        threading.Thread(target=self._answer, args=(self.door,), daemon=True).start()

    def cut(self):
        """As if the server had been killed: connections end, and new ones are refused."""
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        Path(self.here).unlink()
        for each in self.open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self.open.clear()

    def halt(self):
        """As if the server had been stopped: nothing ends, and nothing arrives."""
        self.flows.clear()

    def go_on(self):
        self.flows.set()

    def _answer(self, door):
        while True:
            try:
                near, _address = door.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(self.there)
            except OSError:
                return
            self.open += [near, far]
            for start, end in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(start, end), daemon=True).start()

    def _carry(self, start, end):
        with suppress(OSError):
            while content := start.recv(65536):
                self.flows.wait()
                end.sendall(content)
        for each in (start, end):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
                each.close()
