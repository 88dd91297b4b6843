//! A file of authorities: `X509_load_cert_crl_file` (`crypto/x509/by_file.c`), which is what `SSL_CTX_load_verify_locations` calls.

use super::pem::{self, Block};
use super::{certificates, private_key};
use crate::kubeconfig::facts::label::Label;

/// What becomes of a file of authorities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authorities {
    /// They are trusted.
    Accepted {
        /// How many certificates were read.
        certificates: usize,
    },
    /// There is neither a certificate nor a revocation list. A file that is no PEM at all ends here too.
    Nothing,
    /// A block cannot be read, so nothing is.
    Broken,
}

/// Does what `X509_load_cert_crl_file` does with the content of a file.
pub(in crate::kubeconfig) fn inspect(bytes: &[u8]) -> Authorities {
    let (mut certificates, mut lists) = (0, 0);
    for block in pem::blocks(bytes) {
        let Ok(block) = block else { return Authorities::Broken };
        if !is_readable(&block) {
            return Authorities::Broken;
        }
        certificates += usize::from(certificates::is_certificate(block.label));
        lists += usize::from(block.label == Label::Crl);
    }
    if certificates + lists == 0 { Authorities::Nothing } else { Authorities::Accepted { certificates } }
}

/// `PEM_X509_INFO_read_bio` reads certificates, lists and keys of the old forms, wanted or not.
fn is_readable(block: &Block) -> bool {
    match block.label {
        Label::TrustedCertificate => certificates::read(block).is_ok() && certificates::aux_is_fine(block),
        label if certificates::is_certificate(label) => certificates::read(block).is_ok(),
        Label::RsaPrivateKey | Label::EcPrivateKey => block.header.len() > 10 || private_key::read(block).is_some(),
        _ => true,
    }
}

impl Authorities {
    /// Whether they are trusted.
    pub fn is_accepted(self) -> bool {
        matches!(self, Self::Accepted { .. })
    }

    /// What Python's `ssl` says, up to its line number; `None` where it says nothing.
    pub fn python_text(self) -> Option<&'static str> {
        match self {
            Self::Accepted { .. } => None,
            Self::Nothing => Some("[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found"),
            Self::Broken => Some("[X509] PEM lib"),
        }
    }
}
