//! PEM with blocks taken out, or in another order. A block that stays keeps its bytes, and the text in front of it.

use super::certificate::{self, Certificate};
use super::pem::{self, Label, RawBlock};
use super::rejection::{self, Rejection};
use super::{armour, private};
use zeroize::Zeroizing;

/// Chains are short; looking for an issuer again and again in a long bundle would take long.
const LONGEST_CHAIN: usize = 16;

type Written = Option<Zeroizing<Vec<u8>>>;

/// The certificate with this number first, behind it the one that issued it, and so on, and then all others. What is no certificate
/// stays where it is.
pub(super) fn led_by(bytes: &[u8], first: usize) -> Written {
    let bundle = Bundle::read(bytes)?;
    let places: Vec<usize> = (0..bundle.pieces.len()).filter(|&at| bundle.pieces[at].is_certificate()).collect();
    let certificates: Vec<_> = places.iter().map(|&at| certificate::parse(&bundle.pieces[at].block.der)).collect();
    certificates.get(first)?.as_ref()?;
    let mut order: Vec<usize> = (0..bundle.pieces.len()).collect();
    for (&place, number) in places.iter().zip(chain(&certificates, first)) {
        order[place] = places[number];
    }
    Some(bundle.write(order.into_iter().map(|at| &bundle.pieces[at])))
}

/// The numbers of all certificates, those of the chain of one first.
fn chain(certificates: &[Option<Certificate>], first: usize) -> Vec<usize> {
    let mut order = vec![first];
    let mut last = certificates.get(first).and_then(Option::as_ref);
    while let Some(issued) = last.filter(|last| !last.is_self_issued && order.len() < LONGEST_CHAIN) {
        let is_issuer =
            |certificate: &Certificate| issued.names_as_issuer(certificate) && issued.is_signed_by(certificate) != Some(false);
        let next = (0..certificates.len())
            .filter(|number| !order.contains(number))
            .find(|&number| certificates[number].as_ref().is_some_and(is_issuer));
        last = next.and_then(|number| certificates[number].as_ref());
        order.extend(next);
    }
    let others: Vec<_> = (0..certificates.len()).filter(|number| !order.contains(number)).collect();
    order.extend(others);
    order
}

/// The certificates without the private keys beside them, and without the parameters of those.
pub(super) fn without_keys(bytes: &[u8]) -> Written {
    let bundle = Bundle::read(bytes)?;
    let kept = bundle.numbered().filter(|(at, piece)| !piece.block.label.is_private_key() && !bundle.is_parameters_of_key(*at));
    Some(bundle.write(kept.map(|(_, piece)| piece)))
}

/// Without the certificates that no client can read. One that is only refused for what it says stays: others may trust it.
pub(super) fn without_damaged(bytes: &[u8]) -> Written {
    let bundle = Bundle::read(bytes)?;
    let is_malformed = |der: &[u8]| rejection::of(der) == Some(Rejection::Malformed) && certificate::parse(der).is_none();
    let is_damaged = |piece: &Piece<'_>| piece.is_certificate() && is_malformed(&piece.block.der);
    if !bundle.pieces.iter().any(|piece| piece.is_certificate() && !is_damaged(piece)) {
        return None;
    }
    Some(bundle.write(bundle.pieces.iter().filter(|piece| !is_damaged(piece))))
}

/// Without the parameters before private keys, which say the same.
pub(super) fn without_parameters(bytes: &[u8]) -> Written {
    let bundle = Bundle::read(bytes)?;
    private::parse(&bundle.first_key()?.block.der)?;
    let kept = bundle.numbered().filter(|(at, _)| !bundle.is_parameters_of_key(*at));
    Some(bundle.write(kept.map(|(_, piece)| piece)))
}

/// With the first private key in SEC 1.
pub(super) fn with_sec1(bytes: &[u8]) -> Written {
    let bundle = Bundle::read(bytes)?;
    let key = bundle.first_key().filter(|key| !key.block.has_headers)?;
    let der = private::sec1_of_pkcs8(&key.block.der)?;
    let mut text = Zeroizing::new(String::with_capacity(2 * der.len() + 100));
    armour::push_block(&mut text, "EC PRIVATE KEY", &der);
    let before = key.text.len() - (key.end - key.block.offset);
    let mut whole = Zeroizing::new(Vec::with_capacity(before + text.len()));
    whole.extend_from_slice(&key.text[..before]);
    whole.extend_from_slice(text.as_bytes());
    let kept = bundle.numbered().filter(|(at, _)| !bundle.is_parameters_of_key(*at));
    let texts = kept.map(|(_, piece)| if piece.end == key.end { whole.as_slice() } else { piece.text });
    Some(joined(texts.chain([bundle.rest]), bytes.len() + whole.len()))
}

/// The blocks of a PEM, of which each could be found.
struct Bundle<'a> {
    pieces: Vec<Piece<'a>>,
    /// What stands behind the last.
    rest: &'a [u8],
}

/// A block with the text in front of it.
struct Piece<'a> {
    block: RawBlock,
    text: &'a [u8],
    /// Where in the decoded bytes it ends.
    end: usize,
}

impl Piece<'_> {
    fn is_certificate(&self) -> bool {
        self.block.label == Label::Certificate
    }
}

impl<'a> Bundle<'a> {
    /// `None` where a block is there that Go does not find: it could belong to any piece.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let pem = pem::inspect(bytes);
        let is_found = |offset: usize| pem.blocks.iter().any(|block| block.offset == offset);
        if !pem.layout.iter().all(|fault| is_found(fault.offset)) {
            return None;
        }
        let mut blocks = pem::blocks(bytes);
        let (mut pieces, mut start) = (Vec::new(), 0);
        while let Some(block) = blocks.next() {
            let end = blocks.position();
            pieces.push(Piece { block, text: &bytes[start..end], end });
            start = end;
        }
        Some(Self { pieces, rest: &bytes[start..] })
    }

    fn numbered(&self) -> impl Iterator<Item = (usize, &Piece<'a>)> {
        self.pieces.iter().enumerate()
    }

    fn first_key(&self) -> Option<&Piece<'a>> {
        self.pieces.iter().find(|piece| piece.block.label.is_private_key())
    }

    fn is_parameters_of_key(&self, at: usize) -> bool {
        let is_followed_by_key = || self.pieces.get(at + 1).is_some_and(|next| next.block.label.is_private_key());
        self.pieces[at].block.label == Label::EcParameters && is_followed_by_key()
    }

    fn write<'p>(&self, pieces: impl Iterator<Item = &'p Piece<'a>>) -> Zeroizing<Vec<u8>>
    where
        'a: 'p,
    {
        let size = self.pieces.iter().map(|piece| piece.text.len()).sum::<usize>() + self.rest.len();
        joined(pieces.map(|piece| piece.text).chain([self.rest]), size)
    }
}

/// Pieces in a row, each on a line of its own. Only the last of a PEM can lack its line break.
fn joined<'a>(pieces: impl Iterator<Item = &'a [u8]>, size: usize) -> Zeroizing<Vec<u8>> {
    // A vector that grows would leave copies behind.
    let mut joined = Zeroizing::new(Vec::with_capacity(size + 1));
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        if joined.last().is_some_and(|&last| last != b'\n') {
            joined.push(b'\n');
        }
        joined.extend_from_slice(piece);
    }
    joined
}

#[cfg(test)]
#[path = "bundle_tests.rs"]
mod tests;
