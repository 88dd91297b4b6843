//! Types of PEM blocks.

/// The type of a block: what stands behind `BEGIN`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// `CERTIFICATE`
    Certificate,
    /// `TRUSTED CERTIFICATE`, OpenSSL's own: extra data follows the certificate.
    TrustedCertificate,
    /// `X509 CERTIFICATE`, an old name.
    X509Certificate,
    /// `CERTIFICATE REQUEST`, `NEW CERTIFICATE REQUEST`
    Request,
    /// `PKCS7`
    Pkcs7,
    /// `X509 CRL`
    Crl,
    /// `PUBLIC KEY`, `RSA PUBLIC KEY`
    PublicKey,
    /// `PRIVATE KEY`: PKCS #8
    PrivateKey,
    /// `RSA PRIVATE KEY`: PKCS #1
    RsaPrivateKey,
    /// `EC PRIVATE KEY`: SEC 1
    EcPrivateKey,
    /// `DSA PRIVATE KEY`
    DsaPrivateKey,
    /// `ENCRYPTED PRIVATE KEY`: PKCS #8
    EncryptedPrivateKey,
    /// `OPENSSH PRIVATE KEY`
    OpensshPrivateKey,
    /// `… PRIVATE KEY` of another kind.
    OtherPrivateKey,
    /// `EC PARAMETERS`
    EcParameters,
    /// `DH PARAMETERS`
    DhParameters,
    /// Anything else; its text is not kept.
    Other,
}

impl Label {
    /// The type that stands between `BEGIN ` and `-----`.
    pub(super) fn of(text: &[u8]) -> Self {
        match text {
            b"NEW CERTIFICATE REQUEST" => Self::Request,
            b"RSA PUBLIC KEY" => Self::PublicKey,
            _ => Self::NAMED.iter().find(|(_, name)| name.as_bytes() == text).map_or_else(
                || if text.ends_with(b" PRIVATE KEY") { Self::OtherPrivateKey } else { Self::Other },
                |(label, _)| *label,
            ),
        }
    }

    const NAMED: [(Self, &'static str); 15] = [
        (Self::Certificate, "CERTIFICATE"),
        (Self::TrustedCertificate, "TRUSTED CERTIFICATE"),
        (Self::X509Certificate, "X509 CERTIFICATE"),
        (Self::Request, "CERTIFICATE REQUEST"),
        (Self::Pkcs7, "PKCS7"),
        (Self::Crl, "X509 CRL"),
        (Self::PublicKey, "PUBLIC KEY"),
        (Self::PrivateKey, "PRIVATE KEY"),
        (Self::RsaPrivateKey, "RSA PRIVATE KEY"),
        (Self::EcPrivateKey, "EC PRIVATE KEY"),
        (Self::DsaPrivateKey, "DSA PRIVATE KEY"),
        (Self::EncryptedPrivateKey, "ENCRYPTED PRIVATE KEY"),
        (Self::OpensshPrivateKey, "OPENSSH PRIVATE KEY"),
        (Self::EcParameters, "EC PARAMETERS"),
        (Self::DhParameters, "DH PARAMETERS"),
    ];

    /// The type as it is written, or a general word for one that is not kept.
    pub fn text(self) -> &'static str {
        match self {
            Self::OtherPrivateKey => "another PRIVATE KEY",
            _ => Self::NAMED.iter().find(|(label, _)| *label == self).map_or("another type", |(_, name)| name),
        }
    }

    /// Whether it is `PRIVATE KEY` or ends so, which is all that Go's `tls.X509KeyPair` looks at.
    pub fn is_private_key(self) -> bool {
        matches!(
            self,
            Self::PrivateKey
                | Self::RsaPrivateKey
                | Self::EcPrivateKey
                | Self::DsaPrivateKey
                | Self::EncryptedPrivateKey
                | Self::OpensshPrivateKey
                | Self::OtherPrivateKey
        )
    }
}
