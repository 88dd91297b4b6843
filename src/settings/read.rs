//! From the text of a settings file to what it says.

use super::key::{KEYS, Key, Kind, SUPPRESSION_KEYS};
use super::text::Text;
use super::word::{self, BadWord};
use super::{Problem, Settings};
use crate::kubeconfig::mask::MaskedText;
use crate::message;
use crate::message::Name;
use crate::options::{EntryPattern, Level, Overrides, PathPattern, Section, Selector, Suppression, UnknownRule};
use crate::span::Span;
use crate::suggest;
use crate::yaml::tree::NodeId;
use jiff::civil::Date;
use std::path::{Component, Path, PathBuf};

/// Reads settings. `root` is the folder in which patterns start, free of links.
///
/// Rules that do not exist are no problem: they are reported, and the rest counts.
pub(super) fn read(text: &str, root: &Path) -> Result<Settings, Vec<Problem>> {
    let mut reader = Reader { text: Text::new(text), root, unknown: Vec::new() };
    let settings = reader.settings();
    let Reader { text: Text { problems, mut shown, .. }, unknown, .. } = reader;
    if !problems.is_empty() {
        return Err(problems);
    }
    shown.sort_unstable();
    Ok(Settings { unknown, text: MaskedText::showing(text, &shown), ..settings })
}

struct Reader<'t, 'r> {
    text: Text<'t>,
    root: &'r Path,
    unknown: Vec<UnknownRule>,
}

impl Reader<'_, '_> {
    fn settings(&mut self) -> Settings {
        let mut settings = Settings::default();
        let Some(root) = self.text.root() else { return settings };
        for (key, value) in self.known_pairs(root, KEYS, |_| true) {
            settings.lines.push((key.name, self.text.range(self.text.span(value)).start.line));
            match key.kind {
                Kind::FailOn => settings.fail_on = self.one(value, str::parse),
                Kind::Paths => {
                    let words = self.text.words(value, "expected patterns of paths, as in `vendor/**`");
                    settings.exclude = words.into_iter().filter_map(|(node, word)| self.path_pattern(node, &word)).collect();
                }
                Kind::File => settings.baseline = self.file(value),
                Kind::Suppressions => {
                    settings.suppressions = self.text.items(value).into_iter().map(|item| self.suppression(item)).collect();
                }
                Kind::Sections => settings.sections = self.sections(value),
                _ => self.set(&mut settings.overrides, key, value),
            }
        }
        settings
    }

    /// The keys that are known and set, with their values.
    fn known_pairs(
        &mut self,
        mapping: NodeId,
        keys: &'static [Key],
        is_allowed: fn(&Key) -> bool,
    ) -> Vec<(&'static Key, NodeId)> {
        let mut known = Vec::new();
        for (node, name, value) in self.text.pairs(mapping, "expected keys with values") {
            match keys.iter().find(|key| key.name == name) {
                Some(key) if is_allowed(key) => {
                    self.text.show(node);
                    known.push((key, value));
                }
                Some(_) => self.text.problem(self.text.span(node), "this key is for all files, and stands at the top only"),
                None => {
                    let names = keys.iter().filter(|key| is_allowed(key)).map(|key| key.name);
                    let message = match names.clone().find(|known| Some(*known) == suggest::closest(&name, names.clone())) {
                        Some(meant) => message!["there is no such key; did you mean `", meant, "`?"],
                        None => "there is no such key".into(),
                    };
                    self.text.problem(self.text.span(node), message);
                }
            }
        }
        known.retain(|(_, value)| !self.text.is_null(*value));
        known
    }

    /// What can be set for all files and for some.
    fn set(&mut self, overrides: &mut Overrides, key: &Key, value: NodeId) {
        match key.kind {
            Kind::Profile => overrides.profile = self.one(value, str::parse),
            Kind::Duration => overrides.expiry_warning = self.one(value, word::duration),
            Kind::Levels => overrides.severity = self.levels(value),
            Kind::Commands => {
                let words = self.text.words(value, "expected the names or paths of programs");
                overrides.allowed_exec_commands = Some(words.into_iter().map(|(_, word)| word.into_owned()).collect());
            }
            Kind::Clients => {
                let words = self.text.words(value, "expected clients, as in `kubectl@1.34`");
                let clients = words.into_iter().filter_map(|(node, word)| self.parsed(node, word::audience(&word)));
                overrides.clients = Some(clients.flatten().collect());
            }
            _ if key.name == "select" => overrides.select = Some(self.rules(value)),
            _ => overrides.ignore = Some(self.rules(value)),
        }
    }

    fn one<T, E: std::error::Error>(&mut self, value: NodeId, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let word = self.text.word(value, "expected one word")?;
        self.parsed(value, parse(&word))
    }

    /// A value, which may then be shown: it is a known word.
    fn parsed<T, E: std::error::Error>(&mut self, node: NodeId, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => {
                self.text.show(node);
                Some(value)
            }
            Err(error) => {
                // The words of the errors are fixed, and name known words only.
                self.text.problem(self.text.span(node), message::Message::quote(&error.to_string()));
                None
            }
        }
    }

    fn rules(&mut self, value: NodeId) -> Vec<Selector> {
        let words = self.text.words(value, "expected rules and families, as in `tls/verify-disabled`");
        words.into_iter().filter_map(|(node, word)| self.rule(node, &word)).collect()
    }

    fn rule(&mut self, node: NodeId, word: &str) -> Option<Selector> {
        match word::selector(word) {
            Ok(selector) => {
                self.text.show(node);
                Some(selector)
            }
            Err(error) => {
                let meant = if let BadWord::UnknownRule(meant) = error { meant } else { None };
                let span = self.text.span(node);
                self.unknown.push(UnknownRule { span, range: self.text.range(span), meant });
                None
            }
        }
    }

    fn levels(&mut self, value: NodeId) -> Vec<Level> {
        let pairs = self.text.pairs(value, "expected rules with severities, as in `tls/verify-disabled: warning`");
        let mut levels = Vec::new();
        for (key, name, value) in pairs {
            let selector = self.rule(key, &name);
            let severity = self.one(value, word::severity);
            levels.extend(selector.zip(severity).map(|(selector, severity)| Level { selector, severity }));
        }
        levels
    }

    fn sections(&mut self, value: NodeId) -> Vec<Section> {
        let mut sections = Vec::new();
        for (key, pattern, value) in self.text.pairs(value, "expected patterns of paths with settings") {
            let mut overrides = Overrides::default();
            for (key, value) in self.known_pairs(value, KEYS, |key| key.in_sections) {
                self.set(&mut overrides, key, value);
            }
            sections.extend(self.path_pattern(key, &pattern).map(|path| Section { path, overrides }));
        }
        sections
    }

    /// What is missing here after a mistake does not matter: nothing counts then.
    fn suppression(&mut self, item: NodeId) -> Suppression {
        let span = Span::at(self.text.span(item).start);
        let range = self.text.range(span);
        let mut suppression = Suppression { rules: Vec::new(), path: None, entry: None, until: None, reason: None, span, range };
        let pairs = self.known_pairs(item, SUPPRESSION_KEYS, |_| true);
        if !pairs.iter().any(|(key, _)| key.kind == Kind::Rules) {
            self.text.problem(span, "this suppression names no rule");
        }
        for (key, value) in pairs {
            if key.kind == Kind::Rules {
                suppression.rules = self.rules(value);
            } else if let Some(word) = self.text.word(value, "expected one text") {
                match key.kind {
                    Kind::Path => suppression.path = self.path_pattern(value, &word),
                    Kind::Entry => suppression.entry = self.entry_pattern(value, &word),
                    Kind::Day => suppression.until = self.day(value, &word),
                    _ => suppression.reason = Some(Name::escape(&word)),
                }
            }
        }
        suppression
    }

    fn day(&mut self, node: NodeId, word: &str) -> Option<Date> {
        let day = word.parse().ok();
        match day {
            Some(_) => self.text.show(node),
            None => self.text.problem(self.text.span(node), "expected a day such as 2026-12-31"),
        }
        day
    }

    fn path_pattern(&mut self, node: NodeId, word: &str) -> Option<PathPattern> {
        let pattern = PathPattern::new(word, self.root);
        pattern.map_err(|error| self.text.problem(self.text.span(node), message::Message::quote(&error.to_string()))).ok()
    }

    fn entry_pattern(&mut self, node: NodeId, word: &str) -> Option<EntryPattern> {
        let pattern = EntryPattern::new(word);
        pattern.map_err(|error| self.text.problem(self.text.span(node), message::Message::quote(&error.to_string()))).ok()
    }

    /// A file below the folder of the settings: they cannot lead anywhere else.
    fn file(&mut self, value: NodeId) -> Option<PathBuf> {
        let word = self.text.word(value, "expected a file")?;
        let path = PathBuf::from(&*word);
        if path.components().all(|step| matches!(step, Component::Normal(_) | Component::CurDir)) {
            return Some(self.root.join(path));
        }
        self.text.problem(self.text.span(value), "expected a path that stays below the folder of this file");
        None
    }
}
