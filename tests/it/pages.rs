//! Every page of the rule book is executed: its bad examples yield exactly the marked lines, its good ones nothing at all.

use crate::credentials::NOW;
use crate::examples::{self, Example, examples};
use crate::programs::search_path;
use kubeconfig_lint::checked::Checked;
use kubeconfig_lint::clients::Audience;
use kubeconfig_lint::engine::{self, Input, fix};
use kubeconfig_lint::env::{Env, Kuberc};
use kubeconfig_lint::finding::Severity;
use kubeconfig_lint::fix::Safety;
use kubeconfig_lint::input;
use kubeconfig_lint::options::Options;
use kubeconfig_lint::page::{FixClass, Page};
use kubeconfig_lint::profile::Profile;
use kubeconfig_lint::rules;
use std::collections::BTreeSet;
use std::path::Path;
use tempfile::TempDir;

const HEADINGS: &[&str] = &[
    "What it does",
    "Why it matters",
    "What to do",
    "Bad",
    "Good",
    "Fixed",
    "When not to worry",
    "You may have seen",
    "References",
];
/// As which the folder of an example is shown: it is somebody's home.
const HOME: &str = "/home/ann";
const REQUIRED: &[&str] = &["What it does", "Why it matters", "What to do", "Bad", "Good"];
const KEYS: &[&str] =
    &["severity", "profiles", "summary", "fix", "clients", "runs", "cwe", "security-severity", "reach", "since"];

#[test]
fn bad_examples_yield_exactly_the_marked_lines() {
    let mut wrong = Vec::new();
    for page in pages() {
        let examples = examples(&page, "Bad");
        for example in &examples {
            let checked = check(example);
            for (file, expected) in example.inputs().enumerate() {
                let found = lines(&checked, page.id, |found| found == file);
                if found != expected.marks {
                    wrong.push(format!("{}: marked {:?}, found {:?}\n{}", page.id, expected.marks, found, describe(&checked)));
                }
            }
            let marks = example.variable.as_ref().map(|(_, marks)| marks.clone()).unwrap_or_default();
            let found = lines(&checked, page.id, |file| checked.files[file].is_variable);
            if found != marks {
                wrong.push(format!("{}: KUBECONFIG is marked {marks:?}, found {found:?}\n{}", page.id, describe(&checked)));
            }
        }
        let is_marked = |example: &Example| {
            let is_variable_marked = example.variable.as_ref().is_some_and(|(_, marks)| !marks.is_empty());
            is_variable_marked || example.files.iter().any(|file| !file.marks.is_empty())
        };
        if !examples.iter().any(is_marked) {
            wrong.push(format!("{}: no line is marked with `#~`", page.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The lines of files that a rule reports, each with how bad that is.
fn lines(checked: &Checked, rule: &str, is_meant: impl Fn(usize) -> bool) -> BTreeSet<(u32, Severity)> {
    let found = checked.findings.iter().filter(|finding| finding.rule == rule && is_meant(finding.place.file.0));
    found.map(|finding| (finding.place.range.start.line, finding.severity)).collect()
}

#[test]
fn good_examples_are_silent_for_every_rule() {
    let mut wrong = Vec::new();
    for page in pages() {
        for example in examples(&page, "Good") {
            let checked = check(&example);
            if !checked.findings.is_empty() {
                wrong.push(format!("{}: the good example is not silent\n{}", page.id, describe(&checked)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_have_the_fixed_form() {
    let mut wrong = Vec::new();
    for page in pages() {
        let headings: Vec<_> = page.sections().map(|(heading, _)| heading).collect();
        let known: Vec<_> = HEADINGS.iter().copied().filter(|heading| headings.contains(heading)).collect();
        if headings != known {
            wrong.push(format!("{}: the headings must be, in this order, of {HEADINGS:?}; found {headings:?}", page.id));
        }
        for required in REQUIRED {
            if page.section(required).is_none_or(str::is_empty) {
                wrong.push(format!("{}: `## {required}` is missing", page.id));
            }
        }
        if let Some(key) = page.front_matter_keys().find(|key| !KEYS.contains(key)) {
            wrong.push(format!("{}: unknown front matter `{key}`", page.id));
        }
        for key in ["severity", "summary", "fix", "clients", "since"] {
            if page.front_matter(key).is_none_or(str::is_empty) {
                wrong.push(format!("{}: front matter `{key}` is missing", page.id));
            }
        }
        let is_valued = |value: &str| ["error", "warning", "info", "off"].contains(&value);
        if let Some((name, value)) =
            page.profiles().find(|(name, value)| (name.parse::<Profile>().is_err() && *name != "platform") || !is_valued(value))
        {
            wrong.push(format!("{}: `profiles` holds `{name}={value}`", page.id));
        }
        let mut start = page.summary().chars();
        let is_capital = |c: Option<char>| c.is_some_and(char::is_uppercase);
        if is_capital(start.next()) && !is_capital(start.next()) {
            wrong.push(format!("{}: the summary begins in lower case", page.id));
        }
        if let Some(client) = page.clients().find(|client| *client != "any" && !Audience::ids().any(|id| id == *client)) {
            wrong.push(format!("{}: no client is called `{client}`", page.id));
        }
        if page.front_matter("runs").is_some_and(|runs| runs != "always") {
            wrong.push(format!("{}: `runs` is `always`, or is left out", page.id));
        }
        if page.summary().ends_with('.') || page.summary().chars().count() > 90 {
            wrong.push(format!("{}: the summary is one line of at most 90 characters without a period", page.id));
        }
        if page.front_matter("cwe").is_some() != page.security_severity().is_some() {
            wrong.push(format!("{}: `cwe` and `security-severity` go together", page.id));
        }
        if page.security_severity().is_some_and(|score| !["9.5", "8.0", "5.5", "2.5"].contains(&score)) {
            wrong.push(format!("{}: `security-severity` is 9.5, 8.0, 5.5 or 2.5", page.id));
        }
        if !page.body().starts_with(&format!("# {}\n", page.id)) {
            wrong.push(format!("{}: the title must be the id", page.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_is_a_rule_and_every_rule_a_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut pages = BTreeSet::new();
    for family in std::fs::read_dir(&root).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir()) {
        for page in std::fs::read_dir(family.path()).unwrap().map(Result::unwrap) {
            let name = page.file_name().into_string().unwrap();
            pages.insert(format!("{}/{}", family.file_name().into_string().unwrap(), name.strip_suffix(".md").unwrap()));
        }
    }
    let ids: Vec<_> = rules::all().map(|rule| rule.id().to_owned()).collect();
    let unique: BTreeSet<_> = ids.iter().cloned().collect();
    assert_eq!(unique.len(), ids.len(), "a rule is listed twice");
    assert_eq!(unique, pages, "rules (left) and pages (right) differ");
}

/// What a page has under "Fixed" is what the bad example of the same number becomes. Those of files with names are counted apart.
#[test]
fn fixed_examples_are_what_the_bad_ones_become() {
    let mut wrong = Vec::new();
    for page in pages() {
        let (bad, fixed) = (examples(&page, "Bad"), examples(&page, "Fixed"));
        let of_kind = |merged| {
            let is_of_kind = move |example: &&Example| example.merged == merged;
            bad.iter().filter(is_of_kind).zip(fixed.iter().filter(is_of_kind))
        };
        for (bad, expected) in of_kind(false).chain(of_kind(true)) {
            let folder = laid_out(bad);
            let fixed = fix(inputs(bad, folder.path()), Safety::Unsafe, &options(bad, folder.path()));
            for (file, expected) in fixed.files.iter().zip(expected.inputs()) {
                let (found, wanted) = (String::from_utf8_lossy(&file.input.bytes), String::from_utf8_lossy(&expected.bytes));
                let found = found.replace(&*folder.path().to_string_lossy(), HOME);
                if found != wanted {
                    let refused: Vec<_> = fixed.refused.iter().map(ToString::to_string).collect();
                    wrong.push(format!("{}: the bad example becomes\n{found}\nand not\n{wanted}\n{refused:?}", page.id));
                }
            }
            let checked = check(expected);
            if checked.findings.iter().any(|finding| finding.rule == page.id) {
                wrong.push(format!("{}: the fixed example is not clean\n{}", page.id, describe(&checked)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_promise_the_fixes_that_there_are() {
    let mut wrong = Vec::new();
    for page in pages() {
        let mut found = BTreeSet::new();
        for example in examples(&page, "Bad") {
            let findings = check(&example).findings.into_iter().filter(|finding| finding.rule == page.id);
            found.extend(findings.filter_map(|finding| finding.fix).map(|fix| fix.safety));
        }
        let best = match found.last() {
            Some(Safety::Safe) => FixClass::Safe,
            Some(Safety::Unsafe) => FixClass::Unsafe,
            None => FixClass::No,
        };
        if best != page.fix() {
            wrong.push(format!("{}: the page says {:?}, and its examples have {best:?}", page.id, page.fix()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn pages() -> impl Iterator<Item = Page> {
    rules::all().map(|rule| rule.page)
}

fn check(example: &Example) -> Checked {
    if example.is_answer {
        return check_answer(example);
    }
    let folder = laid_out(example);
    let mut options = options(example, folder.path());
    let Some((value, _)) = &example.variable else { return engine::check(inputs(example, folder.path()), &options) };
    let here = format!("{}/", folder.path().display());
    let gathered = input::gather_list(value.replace("./", &here).as_ref());
    options.merge = gathered.is_list;
    engine::check_list(gathered.inputs, gathered.variable.as_ref(), &options)
}

/// The files of an example in a folder.
fn laid_out(example: &Example) -> TempDir {
    let folder = examples::folder();
    example.write_into(folder.path());
    folder
}

fn inputs(example: &Example, folder: &Path) -> Vec<Input> {
    example.inputs().map(|file| Input::new(&folder.join(&file.name), file.bytes.clone().into())).collect()
}

fn options(example: &Example, folder: &Path) -> Options {
    let kuberc = Kuberc { path: folder.join(".kube/kuberc"), is_named: false };
    let now = NOW.parse().unwrap();
    let env = if example.profile.sees_the_file_alone() {
        Env::closed(now)
    } else {
        let home = Some(folder.to_owned());
        Env { search_path: Some(search_path()), home, kuberc: Some(kuberc), look_at_rights: true, ..Env::at(now) }
    };
    let mut options = Options::new(env);
    options.merge = example.merged;
    if let Some(clients) = example.clients {
        options.clients = clients.split(',').flat_map(|word| Audience::parse(word).unwrap()).collect();
    }
    options.profile = example.profile;
    options
}

/// What `exec-credential` says.
fn check_answer(example: &Example) -> Checked {
    let file = &example.files[0];
    let releases: Vec<_> = match example.clients {
        Some(clients) => clients.split(',').flat_map(|word| Audience::parse(word).unwrap()).collect(),
        None => Audience::usual(),
    };
    let releases: Vec<_> = (releases.into_iter())
        .filter_map(|audience| if let Audience::Release(release) = audience { Some(release) } else { None })
        .collect();
    let input = Input::new(Path::new(&file.name), file.bytes.clone().into());
    engine::examine_answer(input, None, NOW.parse().unwrap(), &releases).checked
}

fn describe(checked: &Checked) -> String {
    let lines = checked.findings.iter().map(|finding| {
        let start = finding.place.range.start;
        format!("    {}:{}: {}[{}] {}", start.line, start.column, finding.severity.as_str(), finding.rule, finding.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_guide_shows_a_rule_as_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = std::fs::read_to_string(root.join("rules/README.md")).unwrap();
    let (_, shown) = guide.split_once("   ```rust\n").unwrap();
    let (shown, _) = shown.split_once("\n   ```").unwrap();
    let shown: String = shown.split_inclusive('\n').map(|line| line.strip_prefix("   ").unwrap_or(line)).collect();
    let code = std::fs::read_to_string(root.join("src/rules/structure/current_context_dangling.rs")).unwrap();
    assert_eq!(shown.trim_end(), code.trim_end(), "rules/README.md quotes this file");
    for key in KEYS {
        assert!(guide.contains(&format!("`{key}`")), "rules/README.md explains the front matter `{key}`");
    }
    for heading in HEADINGS {
        assert!(guide.contains(heading), "rules/README.md names the heading `{heading}`");
    }
}
