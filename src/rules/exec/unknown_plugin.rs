use super::commands;
use crate::fix::{Fix, Literal};
use crate::kubeconfig::facts::command::Recognition;
use crate::message;
use crate::message::Message;
use crate::plugins::Plugin;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, _, field, command) in commands(case.config()) {
        match command.plugin {
            Recognition::Known { .. } | Recognition::NotPlugin(_) => {}
            Recognition::Renamed(old) => {
                let finding = findings.field(field, message!["`", old.old, "` is the old name of a plugin"]);
                finding.help(message!["call it `", old.new, "`"]);
                finding.fix(Fix::risky(message!["call it `", old.new, "`"]).write(field, Literal::Text(old.new)));
            }
            Recognition::Miscalled(_) | Recognition::Unknown
                if case.options().allowed_exec_commands.iter().any(|allowed| field.is(allowed)) => {}
            Recognition::Miscalled(plugin) => {
                let message = match &command.program {
                    Some(program) => message!["every request runs ", program, ", but not as the plugin that it is"],
                    None => "every request runs the program of a plugin, but not as the plugin".into(),
                };
                findings.field(field, message).help(usage(plugin));
            }
            Recognition::Unknown => {
                let message = match &command.program {
                    Some(program) => message!["every request runs ", program, ", which is no plugin that is known here"],
                    None => message!["every request runs this program, which is no plugin that is known here"],
                };
                let finding = findings.field(field, message);
                finding.help("make sure that you know this program and what it does");
            }
        }
    }
}

fn usage(plugin: &'static Plugin) -> Message {
    let program = plugin.commands.first().copied().unwrap_or(plugin.name);
    let words = plugin
        .words
        .iter()
        .fold(message!["write out how the plugin is called: `", program], |call, word| call.and(" ").and(*word));
    words.and("` and its options")
}
