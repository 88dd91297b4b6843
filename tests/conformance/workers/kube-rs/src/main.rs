//! kube-rs, used as its users do: `Kubeconfig::read_from`, `Config::from_custom_kubeconfig`, `Client::try_from`, a request.
//!
//! A question a line, an answer a line. A panic is an answer too.

use std::error::Error;
use std::io::{BufRead, Write};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::time::Duration;

use kube::config::{Config, KubeConfigOptions, Kubeconfig};
use kube::Client;
use serde_json::{json, Value};

const PATIENCE: Duration = Duration::from_secs(15);

/// Where it stopped, and why.
struct Stop(&'static str, String);

fn stop(stage: &'static str) -> impl Fn(&dyn Error) -> Stop {
    move |error| Stop(stage, words(error))
}

/// The error and what caused it.
fn words(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let more = inner.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = inner.source();
    }
    text
}

/// Where the roots come from, which `Config` does not tell.
fn origin(kubeconfig: &Kubeconfig, context: Option<&str>) -> &'static str {
    let name = context.or(kubeconfig.current_context.as_deref());
    let context = kubeconfig.contexts.iter().find(|entry| Some(entry.name.as_str()) == name).and_then(|entry| entry.context.as_ref());
    let cluster = context.and_then(|context| kubeconfig.clusters.iter().find(|entry| entry.name == context.cluster)).and_then(|entry| entry.cluster.as_ref());
    match cluster {
        Some(cluster) if cluster.certificate_authority_data.is_some() => "data",
        Some(cluster) if cluster.certificate_authority.is_some() => "file",
        _ => "system",
    }
}

async fn ask(question: &Value, said: &mut Value) -> Result<(), Stop> {
    let file = question["file"].as_str().unwrap_or_default();
    let context = question["context"].as_str();
    let kubeconfig = Kubeconfig::read_from(file).map_err(|error| stop("load")(&error))?;
    said["ca"] = json!(origin(&kubeconfig, context));
    let options = KubeConfigOptions { context: context.map(String::from), ..Default::default() };
    let mut config = Config::from_custom_kubeconfig(kubeconfig, &options).await.map_err(|error| stop("config")(&error))?;
    said["server"] = json!(config.cluster_url.to_string());
    said["namespace"] = json!(config.default_namespace);
    if question["unverified"] == true {
        config.accept_invalid_certs = true;
        config.root_cert = None;
    }
    let client = Client::try_from(config).map_err(|error| stop("transport")(&error))?;
    match tokio::time::timeout(PATIENCE, client.apiserver_version()).await {
        Ok(result) => result.map(drop).map_err(|error| stop("transport")(&error)),
        Err(_) => Err(Stop("transport", "no answer".to_owned())),
    }
}

fn answer(question: &Value) -> Value {
    let mut said = json!({"stage": null, "error": null});
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let result = catch_unwind(AssertUnwindSafe(|| runtime.block_on(ask(question, &mut said))));
    // A name that is being looked up does not hold up the next question.
    runtime.shutdown_background();
    if let Some(Stop(stage, error)) = result.unwrap_or_else(|panic| Err(Stop("transport", panicked(panic.as_ref())))).err() {
        said["stage"] = json!(stage);
        said["error"] = json!(error);
    }
    said
}

fn panicked(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    format!("panic: {}", text.unwrap_or("no text"))
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    for line in std::io::stdin().lock().lines() {
        let question = serde_json::from_str(&line.expect("a line")).expect("a question");
        println!("{}", answer(&question));
        std::io::stdout().flush().expect("somebody who listens");
    }
}
