//! Forms in which a text can be written anew.

/// Another form of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlForm {
    /// Without blanks around it, with one scheme, and `://` behind that.
    Clean,
    /// Behind `https://`, where there is no scheme.
    Schemed,
    /// With the scheme in small letters.
    LowerScheme,
    /// With `https` for `http`.
    Tls,
    /// Up to the `?` or `#`.
    WithoutQuery,
    /// Without what stands between `://` and `@`.
    WithoutUserInfo,
    /// Without what follows the port.
    WithoutPath,
    /// With brackets around an IPv6 address.
    Bracketed,
    /// Without brackets around anything else.
    Unbracketed,
    /// With the address of this machine in place of the one that stands for all.
    Loopback,
}

impl UrlForm {
    /// What a reader who may not see the text is told.
    pub const fn remark(self) -> &'static str {
        match self {
            Self::Clean => "the same address, cleaned",
            Self::Schemed => "the same behind a scheme",
            Self::LowerScheme => "the same with a scheme in small letters",
            Self::Tls => "the same behind `https://`",
            Self::WithoutQuery => "the same up to the `?` or `#`",
            Self::WithoutUserInfo => "the same without user and password",
            Self::WithoutPath => "the same without a path",
            Self::Bracketed => "the same in brackets",
            Self::Unbracketed => "the same without brackets",
            Self::Loopback => "the address of this machine",
        }
    }
}

/// Another form of what a `*-data` field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PemForm {
    /// With the BEGIN and END lines that DER, or the bare body of a block, lacks.
    Armoured,
    /// In UTF-8, where it is UTF-16.
    Utf8,
    /// Every block as RFC 7468 has it, and certificates called so.
    Strict,
    /// With the certificate of this number, counted from 0, before all others, and those behind it that issued it, in order. Every block
    /// keeps its bytes.
    LedBy(usize),
    /// Without private keys. Every other block keeps its bytes.
    WithoutKeys,
    /// Without certificates that cannot be read at all. Every other block keeps its bytes.
    WithoutDamaged,
    /// Without `EC PARAMETERS` before a private key. Every other block keeps its bytes.
    WithoutParameters,
    /// With the first private key in SEC 1 instead of PKCS #8, and without `EC PARAMETERS` before it.
    Sec1,
}

impl PemForm {
    /// What a reader who may not see the text is told.
    pub const fn remark(self) -> &'static str {
        match self {
            Self::Armoured => "base64 of the same as PEM",
            Self::Utf8 => "base64 of the same in UTF-8",
            Self::Strict => "base64 of the same blocks, set out properly",
            Self::LedBy(_) => "the same blocks, reordered",
            Self::WithoutKeys => "the same without the key",
            Self::WithoutDamaged => "only what can be read",
            Self::WithoutParameters => "the same key alone",
            Self::Sec1 => "the same key in SEC 1",
        }
    }
}

/// Another form of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathForm {
    /// With the user's home folder for `~` or `$HOME`.
    AtHome,
    /// From the root on, where it starts in the folder of the kubeconfig.
    FromFolder,
    /// From the root on, where it starts in the folder that the link to the kubeconfig leads to.
    FromLinkedFolder,
    /// `/mnt/c/…` for `C:\…`
    Mounted,
    /// `C:\…` for `/mnt/c/…`
    OnDrive,
}

impl PathForm {
    /// What a reader who may not see the text is told.
    pub const fn remark(self) -> &'static str {
        match self {
            Self::AtHome => "the same in the home folder",
            Self::FromFolder | Self::FromLinkedFolder => "the same from the root on",
            Self::Mounted => "the same below `/mnt`",
            Self::OnDrive => "the same on its drive",
        }
    }
}

/// Another form of a call of a program: its name, and its arguments one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallForm {
    /// Of a command that holds arguments, they stand in front of the others.
    Split,
    /// Without the shell that only runs it.
    Unwrapped,
}

impl CallForm {
    /// What a reader who may not see the arguments is told of them.
    pub const fn remark(self) -> &'static str {
        match self {
            Self::Split => "with the words from `command` in front",
            Self::Unwrapped => "the words of the inner command",
        }
    }
}
