//! The two limits on what aliases may make of a small file.

/// Bytes of text that aliases may copy. kubectl shares such text and has no limit here; no kubeconfig comes near.
const MAX_COPIED: usize = 64 << 20;

/// go-yaml's count of decoding steps and its share of steps that aliases caused (`decoder.unmarshal`).
#[derive(Default)]
pub(super) struct AliasGuard {
    steps: u32,
    alias_steps: u32,
    copied: usize,
    /// Aliases that enclose the current step.
    pub(super) depth: u32,
    /// A limit was passed: no further alias may be followed.
    pub(super) tripped: bool,
}

impl AliasGuard {
    /// Counts one node. `false` when this node passes the limit, which happens once.
    pub(super) fn step(&mut self) -> bool {
        self.steps = self.steps.saturating_add(1);
        if self.depth > 0 {
            self.alias_steps = self.alias_steps.saturating_add(1);
        }
        let share = f64::from(self.alias_steps) / f64::from(self.steps);
        self.check(self.alias_steps > 100 && self.steps > 1000 && share > allowed_share(self.steps))
    }

    /// Counts text that is kept. `false` when it passes the limit, which happens once.
    pub(super) fn copy(&mut self, bytes: usize) -> bool {
        if self.depth > 0 {
            self.copied = self.copied.saturating_add(bytes);
        }
        self.check(self.copied > MAX_COPIED)
    }

    fn check(&mut self, passed: bool) -> bool {
        let first = passed && !self.tripped;
        self.tripped |= passed;
        !first
    }
}

/// `allowedAliasRatio`: 99 % up to 400,000 steps, falling to 10 % at 4,000,000.
fn allowed_share(steps: u32) -> f64 {
    const LOW: f64 = 400_000.0;
    const HIGH: f64 = 4_000_000.0;
    let steps = f64::from(steps);
    if steps <= LOW {
        0.99
    } else if steps >= HIGH {
        0.10
    } else {
        0.99 - 0.89 * ((steps - LOW) / (HIGH - LOW))
    }
}
