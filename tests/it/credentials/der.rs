//! What no library makes any more: old forms of keys and certificates.

/// A P-256 key in SEC 1 that is given in PKCS #8.
pub(super) fn sec1(pkcs8: &[u8]) -> Vec<u8> {
    let start = pkcs8.windows(5).position(|bytes| bytes == b"\x02\x01\x01\x04\x20").unwrap();
    let (scalar, point) = pkcs8[start..].split_at(5 + 32);
    let curve = b"\xa0\x0a\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";
    let length = u8::try_from(scalar.len() + curve.len() + point.len()).unwrap();
    [&[0x30, length], scalar, curve, point].concat()
}

/// A certificate as version 1 has it: without version and extensions. Its signature is that of another.
pub(super) fn version_1(der: &[u8]) -> Vec<u8> {
    let (whole, _) = element(der);
    let (signed, signature) = element(whole);
    let mut fields = &signed[5..];
    let mut kept = Vec::new();
    while let [tag, ..] = *fields {
        let (_, rest) = element(fields);
        if tag != 0xa3 {
            kept.extend_from_slice(&fields[..fields.len() - rest.len()]);
        }
        fields = rest;
    }
    sequence(&[sequence(&kept), signature.to_vec()].concat())
}

/// The content of the first element of DER, and what follows it.
fn element(der: &[u8]) -> (&[u8], &[u8]) {
    let (header, length) = match der[1] {
        0x81 => (3, usize::from(der[2])),
        0x82 => (4, usize::from(der[2]) << 8 | usize::from(der[3])),
        length => (2, usize::from(length)),
    };
    der[header..].split_at(length)
}

fn sequence(content: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(content.len()).unwrap().to_be_bytes();
    let length: &[u8] = if high == 0 { &[0x81, low] } else { &[0x82, high, low] };
    [&[0x30], length, content].concat()
}
