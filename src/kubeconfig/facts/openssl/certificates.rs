//! Certificates as OpenSSL reads them one after another (`PEM_bytes_read_bio` in `crypto/pem/pem_lib.c`).

use super::pem::{self, Block, Blocks, Fault};
use crate::kubeconfig::facts::certificate::{self, Certificate};
use crate::kubeconfig::facts::der::{Reader, SEQUENCE};
use crate::kubeconfig::facts::label::Label;

/// The next certificate: `PEM_read_bio_X509`. Blocks of other types are passed over; `None` is the end.
pub(in crate::kubeconfig) fn next(blocks: &mut Blocks<'_>) -> Option<Result<Certificate, Fault>> {
    find(blocks, |label| matches!(label, Label::Certificate | Label::X509Certificate)).map(|block| read(&block?))
}

/// `PEM_read_bio_X509_AUX`, which takes a `TRUSTED CERTIFICATE` too.
pub(in crate::kubeconfig) fn next_trusted(blocks: &mut Blocks<'_>) -> Option<Result<Certificate, Fault>> {
    find(blocks, is_certificate).map(|block| {
        let block = block?;
        read(&block).and_then(|certificate| if aux_is_fine(&block) { Ok(certificate) } else { Err(Fault::Content) })
    })
}

/// One certificate, in DER or PEM: Ruby's `OpenSSL::X509::Certificate.new`.
pub(in crate::kubeconfig) fn one(bytes: &[u8]) -> Option<Certificate> {
    certificate::parse(bytes).or_else(|| next(&mut pem::blocks(bytes))?.ok())
}

fn find(blocks: &mut Blocks<'_>, is_wanted: fn(Label) -> bool) -> Option<Result<Block, Fault>> {
    blocks.find(|block| block.as_ref().map_or(true, |block| is_wanted(block.label)))
}

/// `d2i_X509_AUX`: what follows the certificate says what it is trusted for, whatever the label is.
pub(super) fn aux_is_fine(block: &Block) -> bool {
    let mut reader = Reader::new(&block.der);
    let _certificate = reader.element();
    reader.rest().is_empty() || reader.expect(SEQUENCE).is_some()
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
