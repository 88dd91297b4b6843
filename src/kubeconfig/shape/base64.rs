//! Fields of Go's type `[]byte`.

use super::objects::Walk;
use super::{Expected, ShapeKind};
use crate::kubeconfig::go;
use crate::kubeconfig::kubectl_text::KubectlText;
use crate::kubeconfig::value::{Data, Value};

impl Walk {
    /// Base64 in text. Go takes a list of small numbers as well.
    pub(super) fn base64(&mut self, value: &Value) {
        match &value.data {
            Data::Text(text) => {
                if let Err(offset) = go::base64::decode(text.as_bytes()) {
                    let decoded_offset = u32::try_from(offset).unwrap_or(u32::MAX);
                    let text = KubectlText::new(format!("illegal base64 data at input byte {offset}"));
                    self.problem(ShapeKind::NotBase64 { decoded_offset }, value, text);
                }
            }
            Data::List(_) => self.list(value, "[]uint8", Self::byte),
            _ => self.wrong_type(value, Expected::Base64, "[]uint8"),
        }
    }

    fn byte(&mut self, value: &Value) {
        match &value.data {
            Data::Number(text) if text.parse::<u8>().is_ok() && !text.starts_with('+') => {}
            Data::Number(text) => self.wrong_number(value, text),
            _ => self.wrong_type(value, Expected::Byte, "uint8"),
        }
    }
}
