//! Aliases written out, for a client that reads none, and keys that a `<<` replaces.

use crate::credentials::{NOW, fill};
use kubeconfig_lint::clients::Audience;
use kubeconfig_lint::engine::{Fixed, Input, fix};
use kubeconfig_lint::fix::Safety;
use kubeconfig_lint::options::Selector;
use kubeconfig_lint::{Env, Options};
use std::path::Path;

const START: &str = "apiVersion: v1\nkind: Config\ncurrent-context: prod\n";

fn fix_for(client: &str, bytes: &[u8]) -> Fixed {
    let mut options = Options::new(Env::closed(NOW.parse().unwrap()));
    options.clients = Audience::parse(client).unwrap();
    options.select = vec![Selector::Rule("structure/yaml-not-portable")];
    fix(vec![Input::new(Path::new("config"), bytes.to_vec().into())], Safety::Unsafe, &options)
}

#[track_caller]
fn becomes(client: &str, before: &str, after: &str) {
    for line_break in ["\n", "\r\n"] {
        let form = |text: &str| format!("{START}{text}").replace('\n', line_break);
        let fixed = fix_for(client, fill(&form(before)).as_bytes());
        let refused: Vec<_> = fixed.refused.iter().map(ToString::to_string).collect();
        assert_eq!(String::from_utf8_lossy(&fixed.files[0].input.bytes), fill(&form(after)), "refused: {refused:?}");
    }
}

/// For a client that takes no alias.
#[track_caller]
fn is_written_out(before: &str, after: &str) {
    becomes("kubeclient@4.9.3", before, after);
}

#[track_caller]
fn is_refused(client: &str, text: &str, reason: &str) {
    let text = format!("{START}{text}");
    let fixed = fix_for(client, fill(&text).as_bytes());
    assert_eq!(String::from_utf8_lossy(&fixed.files[0].input.bytes), fill(&text));
    let refused: Vec<_> = fixed.refused.iter().map(ToString::to_string).collect();
    assert!(refused.iter().any(|refused| refused.ends_with(reason)), "{refused:?}");
}

#[test]
fn lines_are_copied_below_the_key_without_their_comments() {
    let clusters = |alias: &str| {
        format!(
            "clusters:\n- name: a\n  cluster: &c # of a\n      # where\n      server: https://a.test:6443 # there\n      tls-server-name: 'a'\n- name: b\n{alias}"
        )
    };
    let copied = |column: usize| {
        let blanks = " ".repeat(column);
        format!("{blanks}server: https://a.test:6443\n{blanks}tls-server-name: 'a'\n")
    };
    for (before, after) in [
        ("  cluster: *c\n", format!("  cluster:\n{}", copied(4))),
        ("  cluster: *c", format!("  cluster:\n{}", copied(4))),
        ("  cluster: \t*c\t# of b\n# end\n", format!("  cluster:\t# of b\n{}# end\n", copied(4))),
        ("  cluster:\n   *c\n", format!("  cluster:\n{}", copied(3))),
        ("  \"cluster\": *c\n", format!("  \"cluster\":\n{}", copied(4))),
        ("  ? cluster\n  : *c\n", format!("  ? cluster\n  :\n{}", copied(6))),
    ] {
        is_written_out(&clusters(before), &clusters(&after));
    }
}

#[test]
fn lists_and_block_scalars_keep_their_form() {
    let users = |alias: &str| {
        format!(
            "users:\n- name: a\n  user:\n    exec: &exec\n      apiVersion: client.authentication.k8s.io/v1\n      command: &aws |-\n          aws\n      args:\n      - eks\n      - \"get-token\"\n      env:\n        - # which\n          name: AWS_PROFILE\n          value: corp\n        - {{name: AWS_REGION, value: eu}}\n      interactiveMode: Never\n- name: b\n  user:\n{alias}"
        )
    };
    let copied = "    exec: # same\n      apiVersion: client.authentication.k8s.io/v1\n      command: |-\n        aws\n      args:\n      - eks\n      - \"get-token\"\n      env:\n        - name: AWS_PROFILE\n          value: corp\n        - {name: AWS_REGION, value: eu}\n      interactiveMode: Never\n";
    is_written_out(&users("    exec: *exec # same\n"), &users(copied));
    let flow = "    exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, args: [eks, get-token]}\n";
    is_written_out(&users(&flow.replace(" aws", " *aws")), &users(flow));
    let whole = "{apiVersion: client.authentication.k8s.io/v1, command: aws, args: [eks, \"get-token\"], env: [{name: AWS_PROFILE, value: corp}, {name: AWS_REGION, value: eu}], interactiveMode: Never}";
    is_written_out(&users("    {exec: *exec}\n"), &users(&format!("    {{exec: {whole}}}\n")));
}

#[test]
fn items_of_lists_are_written_out() {
    let text = |contexts: &str, groups: &str| {
        format!(
            "users:\n- name: u\n  user:\n    as-groups: [&g devs]\n- name: v\n  user:\n    as-groups:{groups}contexts:\n- &prod\n  # of all\n  name: prod\n  context:\n    cluster: c\n    user: u\n{contexts}"
        )
    };
    for (before, after) in [
        ("\n    - *g # ours\n    - ops\n", "\n    - devs # ours\n    - ops\n"),
        (" [ *g, ops ] # both\n", " [ devs, ops ] # both\n"),
    ] {
        is_written_out(&text("", before), &text("", after));
    }
    for (before, after) in [
        ("- *prod # again\n", "- name: prod # again\n  context:\n    cluster: c\n    user: u\n"),
        ("-   *prod", "-   name: prod\n    context:\n      cluster: c\n      user: u\n"),
        ("- - *prod\n  - {}\n", "- - name: prod\n    context:\n      cluster: c\n      user: u\n  - {}\n"),
        ("-\n  *prod\n# end\n", "-\n  name: prod\n  context:\n    cluster: c\n    user: u\n# end\n"),
    ] {
        is_written_out(&text(before, " []\n"), &text(after, " []\n"));
    }
}

#[test]
fn a_text_is_quoted_where_brackets_need_that() {
    let text = |alias: &str| {
        format!(
            "clusters:\n- name: a\n  cluster: &c\n    server: &s https://a.test:6443\n    tls-server-name: &n a, b\n    certificate-authority: '/a''s'\n    proxy-url: !!str &p\n    disable-compression: &f !!bool false\n{alias}"
        )
    };
    for (before, after) in [
        (
            "- {name: b, cluster: {server: *s, tls-server-name: *n}}\n",
            "- {name: b, cluster: {server: https://a.test:6443, tls-server-name: \"a, b\"}}\n",
        ),
        (
            "- name: b\n  cluster:\n    server: *s\n    tls-server-name: *n # b\n",
            "- name: b\n  cluster:\n    server: https://a.test:6443\n    tls-server-name: a, b # b\n",
        ),
        (
            "- {\"name\": \"b\",\n\t\t\"cluster\": {\"server\": *s,\n\t\t\t\"disable-compression\": *f}}\n",
            "- {\"name\": \"b\",\n\t\t\"cluster\": {\"server\": https://a.test:6443,\n\t\t\t\"disable-compression\": !!bool false}}\n",
        ),
        (
            "- name: b\n  cluster: *c\n",
            "- name: b\n  cluster:\n    server: https://a.test:6443\n    tls-server-name: a, b\n    certificate-authority: '/a''s'\n    proxy-url: !!str\n    disable-compression: !!bool false\n",
        ),
    ] {
        is_written_out(&text(before), &text(after));
    }
    // What the value of a tag without a text is, depends on where it stands.
    is_refused("kubeclient@4.9.3", &text("- {name: b, cluster: *c}\n"), "it is written in a way that is not edited");
}

#[test]
fn keys_can_be_aliases_and_anchors_mean_the_last_before() {
    is_written_out(
        "clusters:\n- name: a\n  cluster:\n    &k server: &a https://a.test:6443\n- name: b\n  cluster:\n    *k : *a\n- name: c\n  cluster: {*k : &a https://c.test:6443}\n- name: d\n  cluster:\n    server: *a\n",
        "clusters:\n- name: a\n  cluster:\n    &k server: &a https://a.test:6443\n- name: b\n  cluster:\n    server : https://a.test:6443\n- name: c\n  cluster: {server : &a https://c.test:6443}\n- name: d\n  cluster:\n    server: https://c.test:6443\n",
    );
}

#[test]
fn copies_have_neither_anchors_nor_aliases() {
    is_written_out(
        "clusters:\n- name: a\n  cluster: &c\n    server: &s https://a.test:6443\n    proxy-url: *s\n    tls-server-name: &n a\n- name: b\n  cluster: *c\n- name: c\n  cluster: {server: &s https://c.test:6443, tls-server-name: *n}\n- name: d\n  cluster: {server: *s}\n",
        "clusters:\n- name: a\n  cluster: &c\n    server: &s https://a.test:6443\n    proxy-url: https://a.test:6443\n    tls-server-name: &n a\n- name: b\n  cluster:\n    server: https://a.test:6443\n    proxy-url: https://a.test:6443\n    tls-server-name: a\n- name: c\n  cluster: {server: &s https://c.test:6443, tls-server-name: a}\n- name: d\n  cluster: {server: https://c.test:6443}\n",
    );
}

#[test]
fn what_a_merge_brings_is_written_in_its_place() {
    let text = |cluster: &str| {
        format!(
            "clusters:\n- name: a\n  cluster: &a\n    server: https://a.test:6443\n    tls-server-name: a\n- name: b\n  cluster: &b {{<<: {{tls-server-name: b}}, proxy-url: http://b.test}}\n- name: c\n  cluster:{cluster}"
        )
    };
    for (before, after) in [
        ("\n    <<: *a # all\n", "\n    server: https://a.test:6443 # all\n    tls-server-name: a\n"),
        ("\n    <<: *a\n    server: https://c.test\n", "\n    tls-server-name: a\n    server: https://c.test\n"),
        (
            "\n    disable-compression: true\n    <<: *a",
            "\n    disable-compression: true\n    server: https://a.test:6443\n    tls-server-name: a\n",
        ),
        (" {<<: *a, server: 'https://c.test'}\n", " {tls-server-name: a, server: 'https://c.test'}\n"),
        (" {server: 'https://c.test', <<: *b}\n", " {server: 'https://c.test', tls-server-name: b, proxy-url: http://b.test}\n"),
        ("\n    <<: [*a, *b]\n", "\n    proxy-url: http://b.test\n    server: https://a.test:6443\n    tls-server-name: a\n"),
        (
            "\n    <<:\n    - *b\n    - *a # last\n",
            "\n    server: https://a.test:6443 # last\n    tls-server-name: b\n    proxy-url: http://b.test\n",
        ),
        (
            "\n    <<: *a\n    <<: *b\n",
            "\n    server: https://a.test:6443\n    tls-server-name: b\n    proxy-url: http://b.test\n",
        ),
        (
            "\n    <<: *b\n    server: x\n    tls-server-name: c\n    proxy-url: y\n",
            "\n    server: x\n    tls-server-name: c\n    proxy-url: y\n",
        ),
        // It has nothing to do with an alias.
        (" {<<: {server: x}, tls-server-name: c}\n", " {<<: {server: x}, tls-server-name: c}\n"),
    ] {
        // The pairs of a list of mappings come in the order in which kubectl takes them: the first mapping last.
        is_written_out(&text(before), &text(after));
    }
}

#[test]
fn what_a_merge_brings_stands_for_the_key_that_it_replaces() {
    let text = |cluster: &str| {
        format!(
            "clusters:\n- name: a\n  cluster: &a {server}\n- name: c\n  cluster:{cluster}",
            server = "{server: &s 'https://a.test:6443'}"
        )
    };
    for (before, after) in [
        (
            "\n    # of c\n    server: https://c.test:6443 # c\n    <<: *a # of all\n    tls-server-name: c\n",
            "\n    # of c\n    server: 'https://a.test:6443' # of all\n    tls-server-name: c\n",
        ),
        (" {server: x, <<: *a}\n", " {server: 'https://a.test:6443'}\n"),
        (" {server: *s, <<: *a}\n", " {server: 'https://a.test:6443'}\n"),
        ("\n    server: x\n    server: y\n    <<: [*a, *a]\n", "\n    server: 'https://a.test:6443'\n"),
    ] {
        for client in ["kubectl", "kubeclient@4.9.3"] {
            becomes(client, &text(before), &text(after));
        }
    }
    let (inline, written) = (" {server: x, <<: {server: y}, <<: *a}\n", " {server: 'https://a.test:6443'}\n");
    becomes("kubectl", &text(inline), &text(written));
    // That is what merging is for.
    becomes("kubectl", &text(" {<<: *a, server: x}\n"), &text(" {<<: *a, server: x}\n"));
    // It is one mapping, wherever an alias brings it.
    let shared = text(" &c\n    server: x\n    <<: *a\n- name: d\n  cluster: *c\n");
    becomes("kubectl", &shared, &text(" &c\n    server: 'https://a.test:6443'\n- name: d\n  cluster: *c\n"));
    let user = "users:\n- {name: u, user: &u {token: \"{{token}}\"}}\n- {name: v, user: {token: abc, <<: *u}}\n";
    is_refused("kubectl", user, "what may be a secret would stand in the file twice");
}

#[test]
fn a_key_stays_without_which_others_verify_a_server_less() {
    let text = |merged: &str, cluster: &str| {
        format!("clusters:\n- name: a\n  cluster: &a {{{merged}}}\n- name: c\n  cluster: {{{cluster}}}\n")
    };
    for (merged, own) in [
        ("insecure-skip-tls-verify: true", "insecure-skip-tls-verify: false"),
        ("certificate-authority: ''", "certificate-authority: /etc/ca.crt"),
        ("tls-server-name: ''", "tls-server-name: c.test"),
        ("server: 'http://a.test'", "server: 'https://c.test'"),
    ] {
        is_refused("kubectl", &text(merged, &format!("{own}, <<: *a")), "a server would be verified less than before");
    }
    for (merged, own) in [
        ("insecure-skip-tls-verify: false", "insecure-skip-tls-verify: true"),
        ("certificate-authority: /a", "certificate-authority: ''"),
        ("server: 'https://a.test'", "server: 'http://c.test'"),
    ] {
        becomes("kubectl", &text(merged, &format!("{own}, <<: *a")), &text(merged, merged));
    }
}

#[test]
fn no_secret_is_written_twice() {
    const SECRET: &str = "what may be a secret would stand in the file twice";
    let user = |user: &str| format!("users:\n- name: u\n  user: &u {{{user}}}\n- name: v\n  user: *u\n");
    let exec = |rest: &str| user(&format!("exec: {{apiVersion: client.authentication.k8s.io/v1, command: aws, {rest}}}"));
    for text in [
        user("token: \"{{token}}\""),
        user("client-key-data: {{client-key}}"),
        user("username: me, password: abc"),
        user("auth-provider: {name: oidc, config: {client-id: x}}"),
        user("tokn: abc"),
        user("as: !ours x"),
        exec("args: [--client-secret=hunter2]"),
        exec("env: [{name: AWS_SECRET_ACCESS_KEY, value: hunter2}]"),
        // One text in two places, one of which is that of a secret.
        "users:\n- name: u\n  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, args: [&t abc]}}\n- name: v\n  user: {token: *t}\n".to_owned(),
        "x-user: &u {token: abc}\nusers:\n- {name: u, user: *u}\n".to_owned(),
        "clusters:\n- name: c\n  cluster: &c {server: 'https://me:pw@h.test'}\n- {name: d, cluster: *c}\n".to_owned(),
        // Nobody but its program knows what stands in an extension.
        "extensions:\n- {name: a, extension: &e {a: b}}\n- {name: b, extension: *e}\n".to_owned(),
        // One that could be written out does not help.
        format!("{}- {{name: &n w, user: {{as: *n}}}}\n", user("token: \"{{token}}\"")),
    ] {
        is_refused("kubeclient@4.9.3", &text, SECRET);
    }
    let written_out = |text: String, inner: &str| is_written_out(&text, &text.replace("*u", inner));
    written_out(
        user("client-certificate-data: {{client-cert}}, client-key: /k"),
        "{client-certificate-data: {{client-cert}}, client-key: /k}",
    );
    let args = "args: [--server-id, 6dae42f8-4368-4678-94ff-3960e28e3630]";
    written_out(exec(args), &format!("{{exec: {{apiVersion: client.authentication.k8s.io/v1, command: aws, {args}}}}}"));
    let certificate =
        "x-ca: &ca {{ca}}\nclusters: [{name: c, cluster: {server: 'https://h.test', certificate-authority-data: *ca}}]\n";
    is_written_out(certificate, &certificate.replace("*ca", "{{ca}}"));
}

#[test]
fn what_has_no_end_or_nearly_none_stays() {
    is_refused(
        "kubeclient@4.9.3",
        "clusters:\n- name: c\n  cluster: &c\n    server: https://h.test\n    <<: *c\n",
        "an alias stands in what it stands for",
    );
    is_refused("kubeclient@4.9.3", "clusters: &c\n- name: c\n  cluster: {server: *c}\n", "an alias stands in what it stands for");
    let level = |level: usize| format!("- &g{level} [{}]\n", vec![format!("*g{}", level - 1); 9].join(", "));
    let bomb: String = (1..12).map(level).collect();
    is_refused("kubeclient@4.9.3", &format!("clusters:\n- &g0 {{name: c}}\n{bomb}"), "the file would become too large");
    let link = |level: usize| format!("- name: n{level}\n  cluster: &c{level}\n    <<: *c{}\n", level - 1);
    let chain: String = (1..200).map(link).collect();
    is_refused(
        "kubeclient@4.9.3",
        &format!("clusters:\n- {{name: c, cluster: &c0 {{server: 'https://h.test'}}}}\n{chain}"),
        "it is nested too deep",
    );
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let cluster = |merges: &str| {
        format!("clusters:\n- {{name: a, cluster: &a {{server: x}}}}\n- {{name: c, cluster: {{server: y, {merges}}}}}\n")
    };
    is_refused("kubectl", &cluster(&format!("<<: {{server: x, x: {deep}}}")), "it is nested too deep");
    is_refused("kubeclient@4.9.3", &cluster(&format!("<<: [*a, {{x: {deep}}}]")), "it is nested too deep");
    let merges = format!("{}server: x{}", "<<: {".repeat(5000), "}".repeat(5000));
    is_refused("kubeclient@4.9.3", &cluster(&format!("<<: *a, {merges}")), "it is nested too deep");
}

#[test]
fn a_comment_has_nowhere_to_stay_where_nothing_is_left_of_a_merge() {
    let text = "clusters:\n- {name: a, cluster: &a {server: x}}\n- name: c\n  cluster:\n    <<: *a # why\n    server: y\n";
    is_refused("kubeclient@4.9.3", text, "a comment would be lost");
    let list = "clusters:\n- {name: a, cluster: &a {server: x}}\n- name: c\n  cluster:\n    <<:\n    # why\n    - *a\n    proxy-url: y\n";
    is_refused("kubeclient@4.9.3", list, "a comment would be lost");
}

#[test]
fn everything_else_of_the_file_stays() {
    let text = |name: &str, end: &str| {
        format!("%YAML 1.1\n---\n{START}contexts:\n- name: &p prod\n  context: {{cluster: {name}, user: {name}}}\n{end}# end")
    };
    let wide = |text: &str| std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    for end in ["", "...\n---\nname: &p prod\n"] {
        let (before, after) = (text("*p", end), text("prod", end));
        assert_eq!(String::from_utf8_lossy(&fix_for("kubeclient@4.9.3", before.as_bytes()).files[0].input.bytes), after);
        assert_eq!(*fix_for("kubeclient@4.9.3", &wide(&before)).files[0].input.bytes, wide(&after));
    }
    // kubectl never reads the second document, and what that holds stays as it is.
    let both = text("*p", "---\n- &p a\n- *p\n");
    let fixed = fix_for("kubeclient@4.9.3", both.as_bytes());
    assert!(!fixed.files[0].is_changed() && fixed.refused[0].reason.to_string() == "it would not help", "{:?}", fixed.refused);
}
