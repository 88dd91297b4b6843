//! Whole reports, reviewed and stored under `snapshots/report/`.

use super::*;

fn report(format: Format, checked: &Checked, context: &Context<'_>) -> String {
    let mut out = Vec::new();
    write(format, checked, context, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn dump() {
    let mut c = Context::new("1.2.3", &sample::PAGES);
    c.color = std::env::var_os("C").is_some();
    c.width = std::env::var("W").ok().and_then(|w| w.parse().ok()).unwrap_or(80);
    let f: Format = std::env::var("F").unwrap_or("full".into()).parse().unwrap();
    std::fs::write("/tmp/report.out", report(f, &sample::rich(), &c)).unwrap();
}
