//! Certificates, keys and tokens for tests, made anew in every run, so that no file of the repository holds one.

mod authorities;
mod der;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use der::{sec1, version_1};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, PKCS_ED25519,
    date_time_ymd,
};
use std::collections::HashMap;
use std::sync::LazyLock;
use time::{Duration, OffsetDateTime as DateTime};

/// The moment at which tests judge expiry.
pub(crate) const NOW: &str = "2026-11-25T12:00:00Z";
/// Stands in every secret, so that a leak can be found.
pub(crate) const CANARY: &str = "qZ7xCanaryW9";

/// What `{{name}}` stands for in pages and fixtures.
pub(crate) fn fill(text: &str) -> String {
    let mut filled = text.to_owned();
    for (name, value) in CREDENTIALS.iter() {
        filled = filled.replace(&format!("{{{{{name}}}}}"), value);
    }
    filled
}

/// The values by name: a PEM as `name|pem`, its base64 as `name`.
pub(crate) static CREDENTIALS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    let ca = Authority::new("canary-ca", 2020, 2040);
    let other = Authority::new("other-ca", 2020, 2040);
    let mut pem = |name: &str, pem: &str| {
        all.insert(format!("{name}|pem"), pem.to_owned());
        all.insert(name.to_owned(), STANDARD.encode(pem));
    };
    pem("ca", &ca.pem);
    pem("ca-key", &ca.key_pem);
    pem("other-ca", &other.pem);
    pem("ca-bundle", &format!("{}{}", ca.pem, other.pem));
    pem("expired-ca", &Authority::new("old-ca", 2010, 2020).pem);
    pem("future-ca", &Authority::new("new-ca", 2030, 2040).pem);
    let old = Authority::new("old-ca", 2010, 2020).pem;
    pem("half-expired-bundle", &format!("{old}{}", ca.pem));
    pem("renewed-bundle", &format!("{}{old}", ca.pem));
    let ending = Authority::until("ending-ca", date_time_ymd(2020, 1, 1), date_time_ymd(2026, 12, 10));
    pem("ending-ca", &ending.pem);
    let long_ago = date_time_ymd(2025, 12, 1);
    let year_end = date_time_ymd(2026, 12, 31);
    let this_hour = date_time_ymd(2026, 11, 25) + Duration::minutes(11 * 60 + 30);
    let mut chains = Vec::new();
    for (name, organization, from, until) in [
        ("client", "developers", long_ago, year_end),
        ("admin", "system:masters", long_ago, year_end),
        ("expired-client", "developers", long_ago, date_time_ymd(2026, 1, 1)),
        ("future-client", "developers", date_time_ymd(2030, 1, 1), date_time_ymd(2040, 1, 1)),
        ("ending-client", "developers", long_ago, date_time_ymd(2026, 12, 1)),
        ("hourly-client", "developers", this_hour, this_hour + Duration::hours(1)),
        ("other-client", "developers", long_ago, year_end),
        ("long-client", "developers", long_ago, date_time_ymd(2036, 1, 1)),
    ] {
        let (cert, key) = ca.client(name, organization, from, until);
        pem(&format!("{name}-cert"), &cert);
        pem(&format!("{name}-key"), &key);
        chains.push(cert);
    }
    pem("client-chain", &format!("{}{}", chains[0], ca.pem));
    pem("misordered-chain", &format!("{}{}", ca.pem, chains[0]));
    pem("ed25519-key", &KeyPair::generate_for(&PKCS_ED25519).unwrap().serialize_pem());
    let leaf = STANDARD.encode(STANDARD.encode(&ca.pem));
    all.insert("double-ca".to_owned(), leaf);
    all.insert("der-ca".to_owned(), STANDARD.encode(&ca.der));
    tokens(&mut all);
    all.insert("password".to_owned(), format!("word{CANARY}"));
    unusable(&mut all);
    misencoded(&mut all);
    mislaid(&mut all);
    authorities::add(&mut all, &ca);
    all
});

/// Tokens of all kinds.
fn tokens(all: &mut HashMap<String, String>) {
    const ISSUER: &str = r#""iss":"https://issuer.corp.test""#;
    let url = |date: &str| {
        let url = format!("https://sts.eu-west-1.amazonaws.com/?X-Amz-Date={date}&X-Amz-Expires=60&X-Amz-Signature={CANARY}");
        format!("k8s-aws-v1.{}", URL_SAFE_NO_PAD.encode(url))
    };
    let long = jwt(&format!(r#"{ISSUER},"exp":4102444800,"iat":1700000000"#));
    // Nothing is wrong with it, and a leak of it shows in clear.
    let (claims, _) = long.rsplit_once('.').unwrap();
    let padding = |length: usize| format!("{}{}", CANARY.to_ascii_lowercase(), "0".repeat(length - CANARY.len()));
    for (name, token) in [
        ("token", format!("{claims}.{CANARY}0123456789")),
        ("opaque-token", format!("opaque{CANARY}0123456789")),
        ("openshift-token", format!("sha256~{}", padding(43))),
        ("rancher-token", format!("token-x7q2z:{}", padding(54))),
        ("bootstrap-token", "abcdef.0123456789abcdef".to_owned()),
        ("google-token", format!("ya29.{CANARY}")),
        ("expired-jwt", jwt(&format!(r#"{ISSUER},"exp":1700003600,"iat":1700000000"#))),
        ("future-jwt", jwt(&format!(r#"{ISSUER},"nbf":4102444800,"exp":4102445800"#))),
        // Until 18:00 of the day, since three weeks ago, and for the hour.
        ("ending-jwt", jwt(&format!(r#"{ISSUER},"exp":1795629600,"iat":1793880000"#))),
        ("hourly-jwt", jwt(&format!(r#"{ISSUER},"exp":1795609800,"iat":1795606200"#))),
        ("entra-jwt", jwt(r#""iss":"https://sts.windows.net/t/","tid":"t","exp":1795612800,"iat":1795600000"#)),
        ("legacy-jwt", jwt(r#""iss":"kubernetes/serviceaccount","kubernetes.io/serviceaccount/namespace":"ci""#)),
        ("sts-jwt", jwt_for("[\"sts.amazonaws.com\"]", &format!(r#"{ISSUER},"exp":4102444800,"iat":1700000000"#))),
        ("expired-eks-token", url("20260101T000000Z")),
        ("eks-token", url("20261125T115500Z")),
        ("base64-jwt", STANDARD.encode(&long)),
        ("jwt", long.clone()),
    ] {
        all.insert(name.to_owned(), token);
    }
}

/// Keys and certificates that are whole, and that Go does not read.
fn unusable(all: &mut HashMap<String, String>) {
    let block = |label: &str, der: &[u8]| format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der));
    // PBES2 (1.2.840.113549.1.5.13) without parameters, and four bytes that it encrypted.
    let pbes2 = [b"\x30\x13\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d\x04\x04".as_slice(), &[1; 4]].concat();
    // SEC 1 on secp256k1 (1.3.132.0.10).
    let koblitz = [b"\x30\x2e\x02\x01\x01\x04\x20".as_slice(), &[1; 32], b"\xa0\x07\x06\x05\x2b\x81\x04\x00\x0a"].concat();
    let key = &all["client-key|pem"];
    let header = "PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00000000000000000000000000000000\n";
    let der = STANDARD.decode(body(&all["client-cert|pem"])).unwrap();
    let mut negative = der.clone();
    // Behind version 3 stand tag, length and first byte of the serial number.
    let version = der.windows(5).position(|bytes| bytes == b"\xa0\x03\x02\x01\x02").unwrap();
    negative[version + 7] = 0x80;
    let unusable = [
        ("encrypted-key", block("ENCRYPTED PRIVATE KEY", &pbes2)),
        ("encrypted-legacy-key", key.replacen("PRIVATE KEY-----\n", header, 1)),
        ("openssh-key", block("OPENSSH PRIVATE KEY", b"openssh-key-v1\0\0\0\0\x04none")),
        ("koblitz-key", block("EC PRIVATE KEY", &koblitz)),
        ("cut-key", block("PRIVATE KEY", &STANDARD.decode(body(key)).unwrap()[..60])),
        ("negative-cert", block("CERTIFICATE", &negative)),
        ("trailing-cert", block("CERTIFICATE", &[der.as_slice(), &[0, 0]].concat())),
        ("cut-cert", block("CERTIFICATE", &der[..der.len() / 2])),
        ("version-1-cert", block("CERTIFICATE", &version_1(&der))),
    ];
    for (name, pem) in unusable {
        all.insert(name.to_owned(), STANDARD.encode(pem));
    }
    // In lines of 64 columns, as a fix writes it.
    let sec1 = STANDARD.encode(sec1(&STANDARD.decode(body(&all["client-key|pem"])).unwrap()));
    let lines: Vec<_> = sec1.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    let pem = format!("-----BEGIN EC PRIVATE KEY-----\n{}\n-----END EC PRIVATE KEY-----\n", lines.join("\n"));
    all.insert("client-sec1-key".to_owned(), STANDARD.encode(pem));
}

/// What happens to base64 on its way into a file. `-escaped` and `-wrapped` hold `\n`, to be read by YAML's double quotes.
fn misencoded(all: &mut HashMap<String, String>) {
    for name in ["ca", "client-cert", "client-key"] {
        let (pem, base64) = (all[&format!("{name}|pem")].clone(), all[name].clone());
        all.insert(format!("{name}-escaped"), pem.replace('\n', "\\n"));
        let lines: Vec<_> = base64.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
        all.insert(format!("{name}-wrapped"), lines.join("\\n"));
        all.insert(format!("double-{name}"), STANDARD.encode(&base64));
    }
    let ca = all["ca|pem"].clone();
    let padded = STANDARD.encode(format!("{ca}{}", &"\n\n"[..2 - (ca.len() + 1) % 3]));
    let unpadded = padded.trim_end_matches('=');
    let middle = unpadded.len() / 2;
    let (front, back) = unpadded.split_at(middle);
    all.insert("ca-unpadded".to_owned(), unpadded.to_owned());
    all.insert("ca-front".to_owned(), front.to_owned());
    all.insert("ca-back".to_owned(), padded[middle..].to_owned());
    all.insert("ca-with-blank".to_owned(), format!("{front} {back}"));
    all.insert("ca-illegal".to_owned(), format!("{front}${}", &back[1..]));
    all.insert("ca-truncated".to_owned(), unpadded[..=middle / 4 * 4].to_owned());
    all.insert("ca-continued".to_owned(), format!("{padded}{padded}"));
    all.insert("ca-url-safe".to_owned(), URL_SAFE.encode(format!("???>>>\n{ca}")));
    all.insert("no-pem".to_owned(), STANDARD.encode("no certificate at all\n"));
    all.insert("bare-ca".to_owned(), STANDARD.encode(body(&ca)));
    let utf16 = "\u{feff}".chars().chain(ca.chars()).flat_map(|c| u16::try_from(u32::from(c)).unwrap().to_le_bytes());
    all.insert("utf16-ca".to_owned(), STANDARD.encode(utf16.collect::<Vec<u8>>()));
}

/// PEM in other layouts and with other labels, good and bad ones.
fn mislaid(all: &mut HashMap<String, String>) {
    let (ca, other, key) = (all["ca|pem"].clone(), all["other-ca|pem"].clone(), all["client-key|pem"].clone());
    let indented = |pem: &str| format!("  {}\n", pem.trim_end().replace('\n', "\n  "));
    let labelled = |label: &str| ca.replace("CERTIFICATE", label);
    let begin = "-----BEGIN CERTIFICATE-----";
    let layouts = [
        ("crlf-ca", ca.replace('\n', "\r\n")),
        ("prose-ca", format!("Authority of the cluster\n=======\n{ca}and that was it\n")),
        ("unended-ca", ca.trim_end().to_owned()),
        ("one-line-body-ca", format!("{begin}\n{}\n-----END CERTIFICATE-----\n", body(&ca))),
        (
            "client-key-behind-parameters",
            format!("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n{key}"),
        ),
        ("client-both", format!("{}{key}", all["client-cert|pem"])),
        ("bom-ca", format!("\u{feff}{ca}")),
        ("glued-ca", format!("{}{other}", ca.trim_end())),
        ("indented-ca", indented(&ca)),
        ("indented-client-key", indented(&key)),
        ("half-indented-bundle", format!("{ca}{}", indented(&other))),
        ("one-line-ca", ca.replace('\n', " ")),
        ("literal-newlines-ca", ca.replace('\n', "\\n")),
        ("headers-ca", ca.replace(begin, &format!("{begin}\nNote: one\n"))),
        ("text-before-ca", format!("ca: {ca}")),
        ("cut-ca", ca[..ca.len() - 40].to_owned()),
        ("bad-body-ca", ca.replace(&body(&ca)[..4], "M*I*")),
        ("request", labelled("CERTIFICATE REQUEST")),
        ("x509-ca", labelled("X509 CERTIFICATE")),
        ("trusted-ca", labelled("TRUSTED CERTIFICATE")),
    ];
    for (name, pem) in layouts {
        all.insert(name.to_owned(), STANDARD.encode(pem));
    }
}

/// The base64 between BEGIN and END.
fn body(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

fn jwt(claims: &str) -> String {
    jwt_for(r#"["https://kubernetes.default.svc"]"#, claims)
}

fn jwt_for(audience: &str, claims: &str) -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let claims = format!(r#"{{{claims},"sub":"{CANARY}","aud":{audience}}}"#);
    format!("{}.{}.{}", part(r#"{"alg":"RS256","kid":"k"}"#), part(&claims), part(&format!("signature{CANARY}")))
}

struct Authority {
    pem: String,
    der: Vec<u8>,
    key_pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new(name: &str, from: i32, until: i32) -> Self {
        Self::until(name, date_time_ymd(from, 1, 1), date_time_ymd(until, 1, 1))
    }

    fn until(name: &str, from: DateTime, until: DateTime) -> Self {
        Self::constrained(name, BasicConstraints::Unconstrained, from, until)
    }

    fn with_path_length(length: u8) -> Self {
        let (from, until) = (date_time_ymd(2020, 1, 1), date_time_ymd(2040, 1, 1));
        Self::constrained("short-ca", BasicConstraints::Constrained(length), from, until)
    }

    fn constrained(name: &str, constraints: BasicConstraints, from: DateTime, until: DateTime) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(constraints);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.not_before = from;
        params.not_after = until;
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        let (pem, der, key_pem) = (certificate.pem(), certificate.der().to_vec(), key.serialize_pem());
        Self { pem, der, key_pem, issuer: Issuer::new(params, key) }
    }

    fn client(&self, name: &str, organization: &str, from: DateTime, until: DateTime) -> (String, String) {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.distinguished_name.push(DnType::OrganizationName, organization);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        params.not_before = from;
        params.not_after = until;
        let key = KeyPair::generate().unwrap();
        (params.signed_by(&key, &self.issuer).unwrap().pem(), key.serialize_pem())
    }
}
