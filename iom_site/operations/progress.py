"""Says on standard error how far a long command has come: a line at each tenth."""


class Progress:
    def __init__(self, stream, what, total):
        self._stream, self._what, self._total, self._done, self._said = stream, what, total, 0, 0

    def step(self):
        self._done += 1
        tenth = self._done * 10 // self._total
        if tenth > self._said:
            self._said = tenth
            self._stream.write(f"{self._what}: {self._done} of {self._total}\n")
            self._stream.flush()
