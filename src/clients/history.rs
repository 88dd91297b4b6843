//! The releases of the clients: which are known, and which were run and compared with the predictions.

use super::release::{Client, Release, Version};

/// As many minors of kubectl are supported at a time.
const KUBECTL_SUPPORTED: u32 = 3;

/// What is known of a client's releases.
struct History {
    id: &'static str,
    oldest: Version,
    newest: Version,
    /// Those that were run by `tests/conformance`.
    run: &'static [Version],
}

const fn minor(major: u32, minor: u32) -> Version {
    Version { major, minor, patch: None }
}

const fn version(major: u32, minor: u32, patch: u32) -> Version {
    Version { major, minor, patch: Some(patch) }
}

static KUBECTL: History = History {
    id: "kubectl",
    oldest: minor(1, 22),
    newest: minor(1, 37),
    run: &[
        version(1, 22, 0),
        version(1, 23, 0),
        version(1, 24, 0),
        version(1, 25, 0),
        version(1, 26, 4),
        version(1, 27, 1),
        version(1, 28, 3),
        version(1, 29, 4),
        version(1, 32, 3),
        version(1, 33, 9),
        version(1, 34, 5),
        version(1, 35, 2),
        version(1, 36, 3),
        version(1, 37, 1),
    ],
};

static PYTHON: History = History {
    id: "python",
    oldest: minor(18, 20),
    newest: version(37, 0, 2),
    run: &[version(18, 20, 0), version(24, 2, 0), version(36, 0, 3), version(37, 0, 2)],
};

static KR8S: History = History {
    id: "kr8s",
    oldest: minor(0, 13),
    newest: version(0, 20, 15),
    run: &[version(0, 13, 5), version(0, 13, 6), version(0, 17, 2), version(0, 20, 15)],
};

static NODE: History =
    History { id: "node", oldest: minor(1, 0), newest: version(2, 0, 1), run: &[version(1, 4, 0), version(2, 0, 1)] };

static KUBECLIENT: History = History {
    id: "kubeclient",
    oldest: minor(4, 9),
    newest: version(4, 13, 0),
    run: &[version(4, 9, 2), version(4, 9, 3), version(4, 13, 0)],
};

static KUBE_RS: History =
    History { id: "kube-rs", oldest: minor(1, 0), newest: version(5, 0, 0), run: &[version(1, 1, 0), version(5, 0, 0)] };

impl Client {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Kubectl, Self::Python, Self::Kr8s, Self::Node, Self::Kubeclient, Self::KubeRs];

    fn history(self) -> &'static History {
        match self {
            Self::Kubectl => &KUBECTL,
            Self::Python => &PYTHON,
            Self::Kr8s => &KR8S,
            Self::Node => &NODE,
            Self::Kubeclient => &KUBECLIENT,
            Self::KubeRs => &KUBE_RS,
        }
    }

    /// Its name in reports and on the command line.
    pub fn id(self) -> &'static str {
        self.history().id
    }

    /// The releases that are meant where no version is given: for kubectl the last three minors, for others the newest.
    pub fn current(self) -> Vec<Release> {
        let newest = self.newest();
        if self != Self::Kubectl {
            return vec![newest];
        }
        let last = newest.version.minor;
        (last + 1 - KUBECTL_SUPPORTED..=last).map(|number| Release { client: self, version: minor(1, number) }).collect()
    }

    /// The oldest release that is known.
    pub fn oldest(self) -> Release {
        Release { client: self, version: self.history().oldest }
    }

    /// The newest release that is known.
    pub fn newest(self) -> Release {
        Release { client: self, version: self.history().newest }
    }

    /// The releases that were run and compared with the predictions.
    pub fn run(self) -> &'static [Version] {
        self.history().run
    }
}
