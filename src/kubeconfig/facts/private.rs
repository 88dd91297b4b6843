//! Reads private keys as Go's `crypto/x509` does and derives their public keys.

use super::der::{self, CONTEXT_0, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE, is_small_integer};
use super::key::Form;
use super::public_key::{Algorithm, Curve, PublicKey};
use ring::signature::KeyPair as _;
use zeroize::Zeroizing;

/// The public key of what Go's `tls.parsePrivateKey` can read: PKCS #1, PKCS #8 with RSA, ECDSA or Ed25519, SEC 1.
///
/// For P-224 the public key cannot be compared.
pub(super) fn parse(der: &[u8]) -> Option<PublicKey> {
    pkcs1(der).or_else(|| pkcs8(der)).or_else(|| sec1(der, None))
}

/// The form of an unencrypted key, whether Go can use it or not.
pub(super) fn form(der: &[u8]) -> Option<Form> {
    let mut fields = Reader::new(Reader::new(der).expect(SEQUENCE)?);
    let version = fields.expect(INTEGER)?;
    match (version, fields.peek()) {
        (_, Some(SEQUENCE)) => Some(Form::Pkcs8),
        (_, Some(INTEGER)) => Some(Form::Pkcs1),
        ([1], Some(OCTET_STRING)) => Some(Form::Sec1),
        _ => None,
    }
}

/// The algorithm that a PKCS #8 key names.
pub(super) fn pkcs8_algorithm(der: &[u8]) -> Option<Algorithm> {
    split_pkcs8(der).map(|(algorithm, ..)| algorithm)
}

/// The same elliptic key in SEC 1 (RFC 5915) instead of PKCS #8, with the curve that stood outside. `None` where Go cannot use it.
pub(super) fn sec1_of_pkcs8(der: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (Algorithm::Ec(_), parameters, key) = split_pkcs8(der)? else { return None };
    let inner = Reader::new(key).expect(SEQUENCE)?;
    let mut fields = Reader::new(inner);
    fields.expect(INTEGER)?;
    fields.expect(OCTET_STRING)?;
    let start = &inner[..inner.len() - fields.rest().len()];
    // Inside it may be left out, and need not be believed.
    fields.optional(CONTEXT_0);
    let room = der.len() + parameters.len() + 16;
    let mut content = Zeroizing::new(Vec::with_capacity(room));
    content.extend_from_slice(start);
    der::push(&mut content, CONTEXT_0, parameters)?;
    content.extend_from_slice(fields.rest());
    let mut sec1 = Zeroizing::new(Vec::with_capacity(room));
    der::push(&mut sec1, SEQUENCE, &content)?;
    let is_same = parse(der).is_some_and(|public| self::sec1(&sec1, None) == Some(public));
    is_same.then_some(sec1)
}

/// `x509.ParsePKCS1PrivateKey`: nothing may follow, and n, e, d, p and q must be there.
fn pkcs1(der: &[u8]) -> Option<PublicKey> {
    let mut outer = Reader::new(der);
    let mut fields = Reader::new(outer.expect(SEQUENCE)?);
    if !outer.rest().is_empty() || !matches!(fields.unsigned()?, [] | [1]) {
        return None;
    }
    let modulus = fields.unsigned()?;
    for _ in ["e", "d", "p", "q"] {
        fields.unsigned().filter(|number| !number.is_empty())?;
    }
    (!modulus.is_empty()).then(|| PublicKey::rsa(modulus))
}

/// `x509.ParsePKCS8PrivateKey`.
fn pkcs8(der: &[u8]) -> Option<PublicKey> {
    let (algorithm, parameters, key) = split_pkcs8(der)?;
    match algorithm {
        Algorithm::Rsa { .. } => pkcs1(key),
        Algorithm::Ec(curve) => sec1(key, curve.is_known_to_go().then_some(curve)),
        Algorithm::Ed25519 if parameters.is_empty() => ed25519(Reader::new(key).expect(OCTET_STRING)?),
        _ => None,
    }
}

/// Algorithm, its parameters and the content of the key.
fn split_pkcs8(der: &[u8]) -> Option<(Algorithm, &[u8], &[u8])> {
    let mut fields = Reader::new(Reader::new(der).expect(SEQUENCE)?);
    // Go does not look at the version.
    fields.expect(INTEGER).filter(|version| is_small_integer(version))?;
    let mut identifier = Reader::new(fields.expect(SEQUENCE)?);
    let oid = identifier.expect(OBJECT_IDENTIFIER)?;
    let parameters = identifier.rest();
    Some((Algorithm::from_identifier(oid, parameters), parameters, fields.expect(OCTET_STRING)?))
}

/// `x509.ParseECPrivateKey`; inside PKCS #8 the curve stands outside.
fn sec1(der: &[u8], curve: Option<Curve>) -> Option<PublicKey> {
    let mut fields = Reader::new(Reader::new(der).expect(SEQUENCE)?);
    if fields.unsigned()? != [1] {
        return None;
    }
    let scalar = fields.expect(OCTET_STRING)?;
    let named = || Reader::new(fields.optional(CONTEXT_0)?).expect(OBJECT_IDENTIFIER).map(Curve::from_oid);
    let curve = curve.or_else(named)?;
    let size = curve.coordinate_size()?;
    let point = derive(curve, &padded(scalar, size)?)?;
    Some(PublicKey::new(Algorithm::Ec(curve), &point))
}

/// The scalar at the size of the curve: Go drops leading zeros that are too many and adds those that are missing.
fn padded(scalar: &[u8], size: usize) -> Option<Zeroizing<Vec<u8>>> {
    let excess = scalar.len().saturating_sub(size);
    let (zeros, digits) = scalar.split_at(excess);
    if zeros.iter().any(|&byte| byte != 0) {
        return None;
    }
    let mut padded = Zeroizing::new(vec![0; size - digits.len()]);
    padded.extend_from_slice(digits);
    Some(padded)
}

/// The uncompressed point of a scalar; empty for P-224, for which there is no implementation here.
fn derive(curve: Curve, scalar: &[u8]) -> Option<Vec<u8>> {
    match curve {
        Curve::P224 => Some(Vec::new()),
        Curve::P256 => Some(p256::SecretKey::from_slice(scalar).ok()?.public_key().to_sec1_bytes().into_vec()),
        Curve::P384 => Some(p384::SecretKey::from_slice(scalar).ok()?.public_key().to_sec1_bytes().into_vec()),
        Curve::P521 => Some(p521::SecretKey::from_slice(scalar).ok()?.public_key().to_sec1_bytes().into_vec()),
        Curve::Secp256k1 | Curve::Explicit | Curve::Other => None,
    }
}

fn ed25519(seed: &[u8]) -> Option<PublicKey> {
    let pair = ring::signature::Ed25519KeyPair::from_seed_unchecked(seed).ok()?;
    Some(PublicKey::new(Algorithm::Ed25519, pair.public_key().as_ref()))
}
