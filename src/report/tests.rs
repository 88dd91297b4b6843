//! Whole reports, reviewed and stored under `snapshots/report/`, and what holds for all of them.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::finding::{FileId, Finding, Place, Related};
use crate::message::Name;
use crate::span::Span;
use proptest::prelude::*;

const CONTEXT: Context<'_> = Context { exit_code: 1, ..Context::new("1.2.3", &sample::PAGES) };

fn report(format: Format, checked: &Checked, context: &Context<'_>) -> String {
    let mut out = Vec::new();
    write(format, checked, context, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn assert_stored(name: &str, report: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/report"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, report));
}

#[test]
fn every_format_shows_a_run_with_a_bit_of_everything() {
    for format in Format::ALL {
        assert_stored(format.name(), &report(format, &sample::rich(), &CONTEXT));
    }
}

#[test]
fn every_format_shows_a_clean_run() {
    let context = Context { exit_code: 0, ..CONTEXT };
    for format in Format::ALL {
        assert_stored(&format!("{}-clean", format.name()), &report(format, &sample::clean(), &context));
    }
    assert_eq!(report(Format::Concise, &sample::empty(), &context), "no problems found in 0 files\n");
}

#[test]
fn the_full_report_comes_in_colour_in_ascii_and_in_detail() {
    let full = |context| report(Format::Full, &sample::rich(), &context);
    assert_stored("full-color", &full(Context { color: true, ..CONTEXT }).replace('\u{1b}', "␛"));
    assert_stored("full-ascii-narrow", &full(Context { unicode: false, width: 50, ..CONTEXT }));
    assert_stored("full-verbose", &full(Context { verbosity: Verbosity::Verbose, ..CONTEXT }));
    assert!(!full(Context { verbosity: Verbosity::Quiet, ..CONTEXT }).contains(" in 5 files"));
}

#[test]
fn notices_are_in_the_sarif_log() {
    let unread = [sample::unread("a\u{1b}b")];
    let context = Context { exit_code: 2, unread: &unread, ..CONTEXT };
    let log = report(Format::Sarif, &sample::clean(), &context);
    assert!(log.contains(r#""text": "cannot read 'a\\\\u{1b}b': there is no such file or folder.""#), "{log}");
    assert!(log.contains(r#""executionSuccessful": false"#));
}

#[test]
fn what_could_not_be_read_never_looks_fine() {
    let unread = [sample::unread("gone"), sample::unread("a/lost")];
    let context = Context { exit_code: 2, unread: &unread, ..CONTEXT };
    let shown = |format| report(format, &sample::clean(), &context);
    let words = "cannot read `gone`: there is no such file or folder\n";
    assert!(shown(Format::Github).starts_with(&format!("::error title=kubeconfig-lint::{words}")));
    assert!(shown(Format::Azure).starts_with(&format!("##vso[task.logissue type=error]{words}")));
    for format in [Format::Gitlab, Format::Junit, Format::Checkstyle, Format::Markdown] {
        assert_stored(&format!("{}-unread", format.name()), &shown(format));
    }
    // Why it could not be read does not make it another problem.
    let denied = [Unread { message: "permission denied".into(), ..sample::unread("gone") }];
    let fingerprint = |unread| {
        let issues = report(Format::Gitlab, &sample::clean(), &Context { unread, ..CONTEXT });
        serde_json::from_str::<serde_json::Value>(&issues).unwrap()[0]["fingerprint"].take()
    };
    assert_eq!(fingerprint(&unread[..1]), fingerprint(&denied));
}

#[test]
fn however_few_findings_are_shown_all_of_them_count() {
    let all = |format| report(format, &sample::rich(), &CONTEXT);
    let one = |format| report(format, &sample::rich(), &Context { max_findings: Some(1), ..CONTEXT });
    for format in Format::ALL {
        let (all, one) = (all(format), one(format));
        assert_eq!(all == one, format.is_compared(), "{format:?}");
        assert!(one.matches("structure/syntax").count() == 0 || format.is_compared(), "{format:?}: {one}");
    }
    let left = sample::rich().findings.len() - 1;
    assert_eq!(one(Format::Markdown).lines().next(), all(Format::Markdown).lines().next());
    assert!(one(Format::Markdown).ends_with(&format!("\n\n{left} more are left out.\n")));
    assert_eq!(one(Format::Concise).lines().last(), all(Format::Concise).lines().last());
    assert!(one(Format::Github).starts_with(
        "::notice title=kubeconfig-lint::not shown as annotations: 6 of severity error, 2 of severity warning, 1 of severity info\n"
    ));
    let summary = |report: &str| serde_json::from_str::<serde_json::Value>(report).unwrap()["summary"].take();
    let (all, mut one) = (summary(&all(Format::Json)), summary(&one(Format::Json)));
    assert_eq!(one.as_object_mut().unwrap().remove("left_out"), Some(left.into()));
    assert_eq!(one, all);
}

#[test]
fn files_are_named_by_the_uris_that_the_caller_knows() {
    let uris = [FileUri::new("/work/sub/my config".as_ref(), "/work".as_ref())];
    let mut checked = sample::clean();
    checked.findings.push(sample::syntax(Place::default()));
    let log = report(Format::Sarif, &checked, &Context { uris: &uris, ..CONTEXT });
    assert!(log.contains(r#""uri": "sub/my%20config""#));
}

#[test]
fn formats_are_known_by_their_names() {
    assert!(Format::ALL.into_iter().all(|format| format.name().parse::<Format>().ok() == Some(format)));
    let error = "yaml".parse::<Format>().unwrap_err().to_string();
    assert_eq!(error, format!("unknown format; known are {}", Format::names()));
}

/// Takes `room` bytes, then fails.
struct Full {
    room: usize,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.room);
        self.room -= taken;
        if taken == 0 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_failed_write_is_returned_wherever_it_happens() {
    let checked = sample::rich();
    for format in Format::ALL {
        let length = report(format, &checked, &CONTEXT).len();
        for room in (0..length).step_by(97).chain([length - 1]) {
            let error = write(format, &checked, &CONTEXT, &mut Full { room }).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{format:?} after {room} bytes");
        }
        write(format, &checked, &CONTEXT, &mut Full { room: length }).unwrap();
    }
}

/// Whether no CI acts on a line, or only as the format means.
fn is_harmless(format: Format, line: &str) -> bool {
    let command = match format {
        Format::Github => "::error file=",
        Format::Azure => "##vso[task.logissue type=error;sourcepath=",
        _ => "",
    };
    let rest = line.strip_prefix(command).unwrap_or(line);
    (format != Format::Github || rest.len() < line.len()) && !rest.trim_start().starts_with("::") && !rest.contains("##vso[")
}

/// A place that covers the characters from `start` to `end`, and claims to be on the first line.
fn place(source: &str, file: usize, start: usize, end: usize) -> Place {
    let bytes = |chars: usize| u32::try_from(source.chars().take(chars).map(char::len_utf8).sum::<usize>()).unwrap();
    Place::new(FileId(file), Span::new(bytes(start.min(end)), bytes(start.max(end))))
}

/// Names that speak to a log, a page or a parser.
const HOSTILE: [&str; 14] = [
    "##[error]x",
    "##vso[task.complete result=Failed;]x",
    "::error::x",
    "x\r\n::error::y",
    "]]></failure><x>",
    "&lt;&#0;",
    "a|b",
    "`code`",
    "%0A::error::x",
    "<script>alert(1)</script>",
    "a,b;c:d]e",
    "\u{1b}[31mred",
    "\u{202e}abc",
    "![i](http://x/y.png)",
];

/// The names of the elements, by a reader that checks that they are closed.
fn elements(xml: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut names = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                assert!(tag.attributes().all(|attribute| attribute.is_ok()), "{xml}");
                names.push(String::from_utf8(tag.name().as_ref().to_vec()).unwrap());
            }
            quick_xml::events::Event::Eof => return names,
            _ => {}
        }
    }
}

#[test]
fn a_hostile_name_is_a_name_in_every_format() {
    let reports = |name: &str| {
        let mut checked = sample::clean();
        checked.files = vec![sample::file(name, Some(name), "kind: Config\n", &[])];
        let message = crate::message!["see ", Name::escape(name)];
        let related = vec![Related { place: Place::default(), message: message.clone() }];
        checked.findings = vec![Finding { message, related, ..sample::syntax(Place::default()) }];
        Format::ALL.map(|format| (format, report(format, &checked, &CONTEXT)))
    };
    let plain = reports("plain");
    for name in HOSTILE {
        for ((format, report), (_, plain)) in reports(name).iter().zip(&plain) {
            assert!(report.lines().all(|line| is_harmless(*format, line)) && !report.contains("##["), "{report}");
            // Only the full report breaks long lines.
            assert!(*format == Format::Full || report.lines().count() == plain.lines().count(), "{format:?}: {report}");
            match format {
                Format::Json | Format::Sarif | Format::Gitlab => drop(serde_json::from_str::<serde_json::Value>(report).unwrap()),
                Format::Junit | Format::Checkstyle => assert_eq!(elements(report), elements(plain)),
                Format::Markdown => {
                    let marks = |text: &str| text.matches(['|', '<', '>', '`', '[', '!']).collect::<String>();
                    assert_eq!(marks(report), marks(plain), "{report}");
                }
                _ => {}
            }
        }
    }
}

proptest! {
    #[test]
    fn no_text_and_no_place_breaks_a_report(
        source in "(?s)[a:\n\r\t ü世\u{1f600}\u{301}\u{1b}\u{85}\u{2028}#\\[v]{0,200}",
        starts in prop::array::uniform4(0_usize..220),
        lengths in prop::array::uniform4(0_usize..60),
        width in 0_usize..130,
        color: bool,
    ) {
        let mut checked = sample::clean();
        checked.files = vec![sample::file(&source, None, &source, &[]), sample::file("b", Some(&source), &source, &[])];
        let at = |file, index: usize| place(&source, file, starts[index], starts[index] + lengths[index]);
        let related = |file, index| Related { place: at(file, index), message: crate::message!["see ", Name::escape(&source)] };
        let finding = Finding { related: vec![related(0, 1), related(1, 2), related(0, 3)], ..sample::syntax(at(0, 0)) };
        checked.findings = vec![finding];
        for format in Format::ALL {
            let out = report(format, &checked, &Context { color, width, ..CONTEXT });
            let colored = color && format == Format::Full;
            prop_assert!(!out.contains(|c: char| c.is_control() && c != '\n' && !(colored && c == '\u{1b}')), "{}", out);
            prop_assert!(!out.contains("##["), "{}", out);
            prop_assert!(out.lines().all(|line| is_harmless(format, line)), "{}", out);
            prop_assert_eq!(&out, &report(format, &checked, &Context { color, width, ..CONTEXT }));
        }
    }
}
