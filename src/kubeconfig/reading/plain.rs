//! What a `*-data` value decodes to in a client's hands.

use zeroize::Zeroizing;

/// Decoded bytes. They are secret; facts can be asked of them.
pub struct Plain(Zeroizing<Vec<u8>>);

impl Plain {
    pub(in crate::kubeconfig) fn new(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self(bytes)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there are none but blanks.
    pub fn is_blank(&self) -> bool {
        self.0.trim_ascii().is_empty()
    }

    pub(in crate::kubeconfig) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Plain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Plain(…)")
    }
}
