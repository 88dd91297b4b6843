use super::commands;
use crate::finding::Severity;
use crate::kubeconfig::facts::command::Recognition;
use crate::kubeconfig::field::Field;
use crate::message;
use crate::message::Message;
use crate::plugins::Evidence;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_complete() {
        return;
    }
    for (user, exec, field, command) in commands(case.config()) {
        let (Recognition::Known { plugin, .. }, Some(call)) = (command.plugin, &command.call) else { continue };
        for options in &call.missing {
            let finding = findings.field(field, message!["`", plugin.name, "` is called without "].then(either(options)));
            finding.help("add it to `args`");
            if plugin.required_evidence == Evidence::Verified && command.is_certain() {
                let is_run = case.runs_plugin(user);
                finding.severity(if is_run { Severity::Error } else { Severity::Warning });
            }
        }
        let has_cluster_info = exec.provide_cluster_info.as_ref().and_then(Field::bool) == Some(true);
        if plugin.needs_cluster_info && !has_cluster_info {
            let finding = findings.field(field, message!["`", plugin.name, "` is not told which cluster it is for"]);
            finding.help("add `provideClusterInfo: true`");
        }
    }
}

fn either(options: &[&'static str]) -> Message {
    let mut message = Message::new(Vec::new());
    for (at, option) in options.iter().enumerate() {
        message = message.then(message![if at == 0 { "`" } else { " or `" }, *option, "`"]);
    }
    message
}
