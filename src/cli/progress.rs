//! A line on the standard error that tells that long work goes on.

use super::look;
use crate::engine::Input;
use crate::env;
use crate::input::{self, Gathered, Request};
use crate::report::{Verbosity, summary::counted};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// What takes less is over before anybody wonders.
const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(120);

/// Shows, after a second, what the run is busy with. Nobody sees it in a pipe, in a CI, on a dumb terminal, or with `--quiet`.
#[derive(Clone, Copy)]
pub(super) struct Progress {
    start: Instant,
    is_wanted: bool,
}

impl Progress {
    /// A run that begins now.
    pub(super) fn new(verbosity: Verbosity) -> Self {
        let is_wanted = verbosity > Verbosity::Quiet && io::stderr().is_terminal() && !is_ci() && !look::is_dumb();
        Self { start: Instant::now(), is_wanted }
    }

    /// Reads what was asked for. Whoever types it is not disturbed.
    pub(super) fn gather(self, request: &Request) -> Gathered {
        let is_typed = request.paths.iter().any(|path| path == Path::new("-"));
        let quiet = Self { is_wanted: self.is_wanted && !is_typed, ..self };
        quiet.during(|line| input::gather_watched(request, &|gathered| line.set_message(searching(gathered))))
    }

    /// Checks the files that were read; the work is told how to tell how many of them are done.
    pub(super) fn check_each<T>(self, inputs: Vec<Input>, work: impl FnOnce(Vec<Input>, &dyn Fn(usize)) -> T) -> T {
        let count = inputs.len();
        self.during(|line| {
            let watch = |done| line.set_message(checking(done, count));
            watch(0);
            work(inputs, &watch)
        })
    }

    /// Works on the files that were read.
    pub(super) fn check<T>(self, inputs: Vec<Input>, work: impl FnOnce(Vec<Input>) -> T) -> T {
        self.during(|line| {
            line.set_message(format!("checking {}", counted(inputs.len(), "kubeconfig")));
            work(inputs)
        })
    }

    /// Does the work. The line appears when it takes long, moves by itself, and is gone when this returns.
    fn during<T>(self, work: impl FnOnce(&ProgressBar) -> T) -> T {
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if !self.is_wanted {
            return work(&line);
        }
        line.set_style(ProgressStyle::default_spinner().tick_chars("-\\|/ "));
        thread::scope(|scope| {
            // Dropped when the work is done, or has failed.
            let (_done, is_done) = mpsc::channel::<()>();
            let line = &line;
            scope.spawn(move || {
                let left = PATIENCE.saturating_sub(self.start.elapsed());
                if is_done.recv_timeout(left) == Err(RecvTimeoutError::Timeout) {
                    line.set_draw_target(ProgressDrawTarget::stderr());
                    line.enable_steady_tick(TICK);
                    let _ = is_done.recv();
                }
                line.finish_and_clear();
            });
            work(line)
        })
    }
}

fn searching(gathered: &Gathered) -> String {
    format!("searching: {}, {}", counted(gathered.searched, "file"), counted(gathered.inputs.len(), "kubeconfig"))
}

fn checking(done: usize, count: usize) -> String {
    format!("checking: {done} of {}", counted(count, "kubeconfig"))
}

/// Every CI sets it.
fn is_ci() -> bool {
    env::variable("CI").is_some_and(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::Env;
    use crate::options::Options;
    use std::cell::RefCell;

    #[test]
    fn it_is_told_how_many_files_are_done() {
        let inputs: Vec<_> = ["a", "b"].map(|name| Input::new(Path::new(name), b"{}".to_vec().into())).into();
        let told = RefCell::new(Vec::new());
        let options = Options::new(Env::closed(jiff::Timestamp::UNIX_EPOCH));
        let watch = |done| told.borrow_mut().push(checking(done, inputs.len()));
        crate::engine::check_watched(inputs.clone(), None, &options, &watch);
        assert_eq!(told.into_inner(), ["checking: 1 of 2 kubeconfigs", "checking: 2 of 2 kubeconfigs"]);
    }
}
