//! What may be said about a value, without its text.
//!
//! The functions here read plaintext and are visible in `kubeconfig/` only. What they return is public and holds no secret: no
//! token, key, base64, PEM, argument or environment value. It holds numbers, dates, offsets, enumerations, and the names of
//! public things: subjects and issuers of certificates, host names, names of environment variables and programs.
//!
//! Facts do not judge and know no rule.

pub mod alternative_name;
pub mod arguments;
pub(in crate::kubeconfig) mod armour;
pub mod base64;
mod bundle;
pub(in crate::kubeconfig) mod call;
pub mod certificate;
pub mod command;
pub mod constraints;
pub mod content;
mod der;
mod distinguished_name;
pub mod environment;
pub mod go_url;
pub mod header;
pub mod hint;
pub mod host;
pub mod http_uri;
pub mod identity;
pub mod jwt;
pub mod key;
mod label;
pub mod launcher;
mod layout;
pub(in crate::kubeconfig) mod namespace;
pub mod oidc;
pub mod openssl;
pub mod pair;
pub mod path;
pub(in crate::kubeconfig) mod path_form;
pub mod payload;
pub mod pem;
pub mod pool;
mod private;
pub mod proxy;
pub mod public_key;
pub mod rejection;
pub mod ruby_uri;
pub mod rustls;
pub mod server_name;
pub mod signature;
pub mod slips;
pub mod template;
#[cfg(test)]
mod testing;
pub mod token;
pub mod url;
pub mod web_token;
pub mod web_url;
