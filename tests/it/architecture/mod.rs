//! The architecture, as far as it can be read off the source: who may use whom, and what stays in one place.
//!
//! `src/lib.rs` has the picture. A test that fails here says what to do; where a rule itself is wrong, change it here and say why.

mod source;

use source::{Source, sources};

/// Who may use whom. `a::b` stands for that part of `a` alone.
///
/// What comes first knows nothing of what comes later. Reports never see more than masked text; rules do no input or output;
/// only the command line knows it all.
const MAY_USE: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("message", &[]),
    ("plugins", &[]),
    ("suggest", &[]),
    ("env", &[]),
    ("address", &["message"]),
    ("fix", &["address", "message", "span"]),
    ("finding", &["address", "fix", "message", "span"]),
    ("profile", &[]),
    ("page", &["finding", "profile"]),
    ("yaml", &["span"]),
    ("fuzzing", &["span", "yaml"]),
    ("kubeconfig", &["address", "env", "fix", "message", "plugins", "span", "suggest", "yaml"]),
    ("json_schema", &["kubeconfig::schema"]),
    ("clients", &["address", "env", "kubeconfig", "message", "span"]),
    ("options", &["clients::Audience", "env", "finding", "kubeconfig::mask", "message", "profile", "span"]),
    ("checked", &["finding", "kubeconfig::mask", "message", "options::SettingsFile"]),
    (
        "rules",
        &["address", "clients", "finding", "fix", "kubeconfig", "message", "options", "page", "plugins", "profile", "span"],
    ),
    (
        "settings",
        &[
            "clients",
            "env",
            "finding",
            "kubeconfig::mask",
            "message",
            "options",
            "page",
            "profile",
            "rules",
            "span",
            "suggest",
            "yaml",
        ],
    ),
    (
        "engine",
        &[
            "address",
            "checked",
            "clients",
            "env",
            "finding",
            "fix",
            "kubeconfig",
            "message",
            "options",
            "profile",
            "rules",
            "span",
        ],
    ),
    ("gate", &["address", "clients", "env", "finding", "kubeconfig", "message", "options", "profile", "span"]),
    ("input", &["engine", "env", "kubeconfig::recognise", "kubeconfig::variable", "message", "options::PathPattern"]),
    ("report", &["address", "checked", "finding", "fix", "kubeconfig::mask", "message", "page", "span"]),
    ("baseline", &["checked", "finding", "message", "report"]),
    (
        "cli",
        &[
            "baseline",
            "checked",
            "clients",
            "engine",
            "env",
            "finding",
            "fix",
            "input",
            "json_schema",
            "kubeconfig::patch",
            "message",
            "options",
            "page",
            "profile",
            "report",
            "rules",
            "settings",
            "suggest",
        ],
    ),
];

/// Crates and macros that stay in one place: what, where, why.
const STAYS_IN: &[(&str, &[&str], &str)] = &[
    ("anstream::", &["src/cli/"], "streams are for the command line; everything else writes to a `Write`"),
    ("ariadne::", &["src/report/human/snippet.rs"], "one file draws snippets, so that another crate could"),
    ("clap::", &["src/cli/"], "the library has no command line"),
    ("dbg!", &[], "it prints values"),
    ("eprint!", &[], "say it through `cli::notes`"),
    ("eprintln!", &[], "say it through `cli::notes`"),
    ("globset::", &["src/options/pattern.rs"], "one file knows what a pattern is"),
    ("indicatif::", &["src/cli/progress.rs"], "one file shows progress, so that another crate could"),
    ("nix::", &["src/env/"], "only `env` talks to the system"),
    ("owo_colors::", &["src/cli/", "src/report/human"], "colour is for people"),
    ("print!", &[], "write to the stream you are given, and return the error"),
    ("println!", &[], "write to the stream you are given, and return the error"),
    ("rustix::", &["src/env.rs", "src/env/"], "only `env` talks to the system"),
    ("terminal_size::", &["src/env.rs", "src/env/"], "only `env` talks to the system"),
    ("walkdir::", &["src/input/"], "rules and facts search no folders"),
    ("x509_parser::", &["src/kubeconfig/facts/"], "certificates are facts; ask for the fact"),
];

/// The functions through which text leaves `kubeconfig/`; what they return is masked.
const DOORS: &[(&str, &str)] = &[
    ("src/kubeconfig/kubectl_text.rs", "masked"),
    ("src/kubeconfig/load.rs", "masked_text"),
    ("src/kubeconfig/mask.rs", "line"),
    ("src/kubeconfig/mask.rs", "text"),
];

/// Longer files have more than one subject.
const LINES: usize = 300;

#[test]
fn modules_use_only_what_they_may() {
    let mut wrong = Vec::new();
    for source in modules() {
        let module = source.module();
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("`{module}` is new: give it a line in MAY_USE, above everything that will use it"));
            continue;
        };
        for (line, path) in source.uses() {
            let is_covered = |allowed: &&&str| path == **allowed || path.starts_with(&format!("{allowed}::"));
            let used = path.split("::").next().unwrap_or_default();
            if used != module && is_module(used) && allowed.iter().find(is_covered).is_none() {
                wrong.push(format!(
                    "{}:{line}: `{module}` may not use `{path}`, but only {allowed:?}.\n    \
                     Hand over what it needs as an argument, or move the code to where both may use it",
                    source.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_cycles_and_no_strangers() {
    for (position, (module, allowed)) in MAY_USE.iter().enumerate() {
        assert!(is_module(module), "`{module}` is gone: take its line out of MAY_USE");
        for used in *allowed {
            let used = used.split("::").next().unwrap_or_default();
            let earlier = MAY_USE[..position].iter().any(|(name, _)| *name == used);
            assert!(earlier, "`{module}` uses `{used}`, which must stand above it: what comes later must not be known");
        }
    }
}

#[test]
fn modules_reach_others_by_their_full_path_only() {
    for source in modules() {
        let (steps, line) = source.longest_climb();
        assert!(steps < source.depth(), "{}:{line}: `super::` leads out of the module; write `crate::`", source.path);
    }
}

#[test]
fn the_binary_is_an_entrance_and_nothing_more() {
    let main = sources().into_iter().find(|source| source.path == "src/main.rs").expect("src/main.rs");
    assert!(main.code_lines() <= 30, "src/main.rs parses, runs and exits: move the rest to src/cli");
    assert!(main.text.contains("kubeconfig_lint::cli::main"), "src/main.rs goes through the library");
}

#[test]
fn crates_and_macros_stay_where_they_belong() {
    for source in sources() {
        for (what, places, why) in STAYS_IN {
            if let Some(line) = source.mentions(what) {
                let is_place = places.iter().any(|place| source.path.starts_with(place));
                assert!(is_place, "{}:{line}: `{what}` belongs to {places:?}: {why}", source.path);
            }
        }
    }
}

#[test]
fn text_leaves_kubeconfig_through_known_doors_only() {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| source.path.starts_with("src/kubeconfig/")) {
        for (line, name) in source.functions_that_return_text() {
            let door = DOORS.iter().find(|(path, door)| *path == source.path && *door == name);
            assert!(
                door.is_some(),
                "{}:{line}: `{name}` hands out text. Make it `pub(in crate::kubeconfig)`, or return a fact or a `Name`;\n\
                 where the text is masked already, add it to DOORS",
                source.path
            );
            found.extend(door);
        }
    }
    assert!(DOORS.iter().all(|door| found.contains(&door)), "a door is gone: take its line out of DOORS");
}

#[test]
fn no_file_has_more_than_one_subject() {
    for source in sources() {
        let lines = source.code_lines();
        assert!(
            lines <= LINES,
            "{} has {lines} lines of code, more than {LINES}: what in it is a subject of its own?",
            source.path
        );
    }
}

/// Everything but the two roots.
fn modules() -> Vec<Source> {
    sources().into_iter().filter(|source| !["src/lib.rs", "src/main.rs"].contains(&source.path.as_str())).collect()
}

fn is_module(name: &str) -> bool {
    modules().iter().any(|source| source.module() == name)
}
