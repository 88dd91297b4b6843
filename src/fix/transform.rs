//! What can be made of a text.

use super::{PathForm, PemForm, UrlForm};

/// What to make of a text. Each refuses a text of which it cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transform {
    /// Base64 of it.
    EncodeBase64,
    /// Base64 without blanks, tabs and line breaks, padded.
    StripBlanks,
    /// With the `=` that are missing at its end.
    PadBase64,
    /// With `+` and `/` for `-` and `_`, padded.
    StandardBase64,
    /// What it is base64 of, in one piece; that must be text.
    DecodeBase64,
    /// As it is spelt, in quotes.
    Quote,
    /// Without the blanks around it.
    Trim,
    /// A token without what stands around it: blanks, a pair of quotes, `Bearer `.
    BareToken,
    /// A URL of a server in another form, which kubectl must be able to use.
    Url(UrlForm),
    /// A URL of a proxy that kubectl can use.
    ProxyUrl,
    /// The name of a server alone, without scheme, port and path.
    HostName,
    /// A label of RFC 1123 without the blanks around it.
    Label,
    /// Base64 of PEM in another form.
    Pem(PemForm),
    /// A name without characters that steer terminals or cannot be seen.
    Printable,
    /// A name without characters that shells and file systems act on.
    PlainName,
    /// With these words behind it.
    Suffix(&'static str),
    /// A path in another form.
    Path(PathForm),
    /// Base64 of what is in the file that it names.
    Content,
}

impl Transform {
    /// What a reader who may not see the text is told: it is the new text in few words.
    pub const fn remark(self) -> &'static str {
        match self {
            Self::EncodeBase64 => "base64 of the same text",
            Self::StripBlanks => "the same without blanks",
            Self::PadBase64 => "the same, padded",
            Self::StandardBase64 => "the same in the standard alphabet",
            Self::DecodeBase64 => "the same, decoded once",
            Self::Quote => "the same, quoted",
            Self::Trim | Self::Label => "the same without outer blanks",
            Self::BareToken => "the same token alone",
            Self::Url(form) => form.remark(),
            Self::ProxyUrl => "the same as a URL",
            Self::HostName => "the same name alone",
            Self::Pem(form) => form.remark(),
            Self::Printable => "the same without such characters",
            Self::PlainName => "the same with `-` for such characters",
            Self::Suffix(_) => "the same with a suffix",
            Self::Path(form) => form.remark(),
            Self::Content => "base64 of what is in the file",
        }
    }
}
