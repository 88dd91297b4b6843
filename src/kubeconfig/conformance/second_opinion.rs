//! `serde_yaml` as a second opinion: where it reads a file at all, it mostly reads the same. It speaks another dialect, so it is no judge.

use super::super::load::{LoadVerdict, load_bytes};
use crate::yaml::cases;
use serde_yaml::Value;

/// How many of a hundred files both must take or refuse alike; the rest are the differences of the dialects.
const LEAST_AGREEMENT: usize = 90;

#[test]
fn another_reader_of_yaml_mostly_agrees() {
    let (mut asked, mut agreed, mut compared) = (0, 0, 0);
    for case in cases::all().iter().filter(|case| std::str::from_utf8(&case.bytes).is_ok_and(str::is_ascii)) {
        let loaded = load_bytes(&case.bytes);
        let ours = matches!(loaded.verdict, LoadVerdict::Ok);
        // What is no YAML for kubectl; that a value has the wrong type is not for another reader to say.
        let is_yaml = ours || case.stage != "yaml";
        let theirs = serde_yaml::from_slice::<Value>(&case.bytes);
        asked += 1;
        agreed += usize::from(is_yaml == theirs.is_ok());
        let Some(theirs) = theirs.ok().filter(|_| ours) else { continue };
        let (Some(server), Some(known)) = (server_of(&theirs), our_server(&loaded.root)) else { continue };
        compared += 1;
        assert_eq!(server, known, "{}", case.id);
    }
    assert!(agreed * 100 >= asked * LEAST_AGREEMENT, "{agreed} of {asked}");
    assert!(compared > 500, "{compared}");
}

fn server_of(root: &Value) -> Option<&str> {
    root.get("clusters")?.get(0)?.get("cluster")?.get("server")?.as_str()
}

fn our_server(root: &super::super::value::Value) -> Option<&str> {
    root.get("clusters")?.items().first()?.get("cluster")?.get("server")?.as_text()
}
