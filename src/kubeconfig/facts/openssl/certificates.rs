//! Certificates as OpenSSL reads them one after another (`PEM_bytes_read_bio` in `crypto/pem/pem_lib.c`).

use super::pem::{self, Block, Blocks, Fault};
use crate::kubeconfig::facts::certificate::{self, Certificate};
use crate::kubeconfig::facts::label::Label;

/// The next certificate: `PEM_read_bio_X509`. Blocks of other types are passed over; `None` is the end.
pub(in crate::kubeconfig) fn next(blocks: &mut Blocks<'_>) -> Option<Result<Certificate, Fault>> {
    find(blocks, |label| matches!(label, Label::Certificate | Label::X509Certificate))
}

/// `PEM_read_bio_X509_AUX`, which takes a `TRUSTED CERTIFICATE` too.
pub(in crate::kubeconfig) fn next_trusted(blocks: &mut Blocks<'_>) -> Option<Result<Certificate, Fault>> {
    find(blocks, is_certificate)
}

/// One certificate, in DER or PEM: Ruby's `OpenSSL::X509::Certificate.new`.
pub(in crate::kubeconfig) fn one(bytes: &[u8]) -> Option<Certificate> {
    certificate::parse(bytes).or_else(|| next(&mut pem::blocks(bytes))?.ok())
}

fn find(blocks: &mut Blocks<'_>, is_wanted: fn(Label) -> bool) -> Option<Result<Certificate, Fault>> {
    loop {
        match blocks.next()? {
            Ok(block) if is_wanted(block.label) => return Some(read(&block)),
            Ok(_) => {}
            Err(fault) => return Some(Err(fault)),
        }
    }
}

pub(super) fn is_certificate(label: Label) -> bool {
    matches!(label, Label::Certificate | Label::X509Certificate | Label::TrustedCertificate)
}

/// `d2i_X509`, after what `PEM_do_header` minds.
pub(super) fn read(block: &Block) -> Result<Certificate, Fault> {
    if !block.header.is_empty() {
        return Err(Fault::Header);
    }
    certificate::parse(&block.der).ok_or(Fault::Content)
}
