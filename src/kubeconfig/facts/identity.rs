//! Who a certificate is of and by, in the parts that monitoring tells certificates apart by.

use super::certificate::{Certificate, name};
use crate::message::Name;
use x509_parser::x509::X509Name;

/// The parts of a distinguished name that people use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DistinguishedName {
    /// C
    pub country: Option<Name>,
    /// ST
    pub state: Option<Name>,
    /// L
    pub locality: Option<Name>,
    /// O, the first.
    pub organization: Option<Name>,
    /// OU, the first.
    pub unit: Option<Name>,
    /// CN
    pub common_name: Option<Name>,
}

impl DistinguishedName {
    fn of(full: &X509Name<'_>) -> Self {
        Self {
            country: full.iter_country().next().map(name),
            state: full.iter_state_or_province().next().map(name),
            locality: full.iter_locality().next().map(name),
            organization: full.iter_organization().next().map(name),
            unit: full.iter_organizational_unit().next().map(name),
            common_name: full.iter_common_name().next().map(name),
        }
    }

    /// The parts that are there, by their short names.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, &Name)> {
        let parts = [
            ("C", &self.country),
            ("ST", &self.state),
            ("L", &self.locality),
            ("O", &self.organization),
            ("OU", &self.unit),
            ("CN", &self.common_name),
        ];
        parts.into_iter().filter_map(|(key, part)| Some((key, part.as_ref()?)))
    }
}

impl Certificate {
    /// Its subject.
    pub fn subject(&self) -> DistinguishedName {
        self.x509().map(|x509| DistinguishedName::of(x509.subject())).unwrap_or_default()
    }

    /// Its issuer.
    pub fn issued_by(&self) -> DistinguishedName {
        self.x509().map(|x509| DistinguishedName::of(x509.issuer())).unwrap_or_default()
    }

    /// Its serial number in decimal digits.
    pub fn serial_number(&self) -> Option<Name> {
        self.x509().map(|x509| Name::escape(&x509.serial.to_string()))
    }
}
