use super::{Encoding, Source};

#[test]
fn it_builds() {
    let source = Source::decode(b"a");
    assert_eq!(source.encoding(), Encoding::Utf8);
}
