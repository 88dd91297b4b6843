use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let config = case.config();
    for cluster in &config.clusters {
        for (field, what) in [(&cluster.ca_path, "a file is named"), (&cluster.proxy_url, "a proxy is named")] {
            if let Some(field) = field {
                findings.field(field, what).help("put the data into the file, and leave out what leads elsewhere");
            }
        }
    }
    for user in &config.users {
        if let Some(exec) = &user.exec {
            findings.field(&exec.field, "a program would be run").help("use a token or a certificate that stands in the file");
        }
        if let Some(provider) = &user.auth_provider {
            findings.field(&provider.field, "an auth provider can run programs and read files").help("use a token instead");
        }
        let paths = [&user.token_file, &user.certificate_path, &user.key_path];
        for path in paths.into_iter().flatten() {
            findings.field(path, "a file is named").help("put the data into the file");
        }
        if let Some(name) = &user.impersonate {
            findings.field(name, "somebody else would be acted for").help("use a credential of that identity");
        }
    }
}
