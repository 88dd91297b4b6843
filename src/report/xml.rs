//! XML elements, one a line.

use quick_xml::escape::escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

/// Writes elements.
pub(super) struct Writer<'a> {
    inner: quick_xml::Writer<&'a mut dyn Write>,
}

/// Writes the declaration and what `build` adds, and ends the last line.
pub(super) fn document(out: &mut dyn Write, build: impl FnOnce(&mut Writer<'_>) -> io::Result<()>) -> io::Result<()> {
    let mut writer = Writer { inner: quick_xml::Writer::new_with_indent(&mut *out, b' ', 2) };
    writer.inner.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    build(&mut writer)?;
    writeln!(out)
}

impl Writer<'_> {
    /// An element with what `build` adds inside.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        build: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.inner.write_event(Event::Start(start(name, attributes)))?;
        build(self)?;
        self.inner.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element with nothing inside.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.inner.write_event(Event::Empty(start(name, attributes)))
    }

    /// An element with a text inside.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        self.element(name, attributes, |xml| xml.inner.write_event(Event::Text(BytesText::new(text))))
    }
}

fn start<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        // Readers take a line break in an attribute for a blank (XML 1.0, section 3.3.3), unless it is a reference.
        let value = escape(*value).replace('\n', "&#10;");
        start.push_attribute((key.as_bytes(), value.as_bytes()));
    }
    start
}
