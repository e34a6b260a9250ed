"""Child processes that never outlive the process that needs them."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int, death_signal: int = signal.SIGTERM) -> None:
    """Ask the kernel for `death_signal` once the process `parent` is gone, even if it was killed with -9.

    To be called in the child; `parent` is the id that the parent read of itself. Only Linux offers this;
    elsewhere the parent's own orderly stop has to do.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, death_signal)
    if os.getppid() != parent:  # it died before the kernel was asked, so that no signal will come
        os.kill(os.getpid(), death_signal)
