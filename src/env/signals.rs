//! Signals that would end the process in the middle of something.

/// While it lives, the signals with which people and systems end a program wait. One that came meanwhile does its work when this is
/// dropped: the process ends then, as if the signal had come then, and what is ignored stays ignored, as under `nohup`.
///
/// It holds for this thread, so no other may run.
pub(super) struct Held {
    #[cfg(unix)]
    before: Option<nix::sys::signal::SigSet>,
}

#[cfg(unix)]
pub(super) fn hold() -> Held {
    use nix::sys::signal::{SigSet, SigmaskHow, Signal};
    let ending: SigSet = [Signal::SIGHUP, Signal::SIGINT, Signal::SIGQUIT, Signal::SIGTERM].into_iter().collect();
    // Where the system refuses they come as ever.
    Held { before: ending.thread_swap_mask(SigmaskHow::SIG_BLOCK).ok() }
}

#[cfg(not(unix))]
pub(super) fn hold() -> Held {
    Held {}
}

#[cfg(unix)]
impl Drop for Held {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            let _ = before.thread_set_mask();
        }
    }
}
