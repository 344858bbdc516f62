"""What can go wrong, as a caller would handle it.

    KononError
    |-- UsageError      the call makes no sense: change the call
    |-- PackError       a language pack or an event type is broken: mend the data
    |-- ReportError     an input cannot be read as a report: leave it out or mend it
    |-- StoreError      the database cannot be opened, written or brought up to date
    `-- FetchError      something outside could not be had: try again later

Every message is one line: `where: what is wrong; what to do`.
"""


class KononError(Exception):
    """Base of all errors that konon raises on purpose."""

    def __init__(self, where: str, wrong: str, remedy: str = "") -> None:
        self.where = where
        self.wrong = wrong
        self.remedy = remedy
        super().__init__(f"{where}: {wrong}" + (f"; {remedy}" if remedy else ""))


class UsageError(KononError):
    """A call or a command that makes no sense as given."""


class PackError(KononError):
    """Broken pack data, with the file and the line it stands on."""

    def __init__(self, path: str, line: int, wrong: str, remedy: str = "") -> None:
        self.path = path
        self.line = line
        super().__init__(f"{path}:{line}", wrong, remedy)


class ReportError(KononError):
    """An input that cannot be read as a report."""


class StoreError(KononError):
    """A database that cannot be opened, written or brought up to date."""


class FetchError(KononError):
    """Something outside that could not be had, with what is known of when it can."""

    def __init__(
        self,
        where: str,
        wrong: str,
        remedy: str = "",
        *,
        status: int = 0,
        wait: float = 0.0,
        is_lasting: bool = False,
    ) -> None:
        self.status = status
        """The HTTP status; 0 where there was no answer."""
        self.wait = wait
        """Seconds that it asks to be left alone; 0 where it does not say."""
        self.is_lasting = is_lasting
        """Whether asking again soon is of no use."""
        super().__init__(where, wrong, remedy)
