//! What OpenSSL 3 makes of authorities, certificates and keys: the TLS library of Python, Node and Ruby.
//!
//! Read in OpenSSL 3.0 (`crypto/pem`, `crypto/x509/by_file.c`, `ssl/ssl_rsa.c`, `ssl/ssl_cert.c`) and measured with Python's `ssl`.

pub mod authorities;
pub mod certificates;
pub mod identity;
pub mod level;
pub mod pem;
mod private_key;
#[cfg(test)]
mod tests;
