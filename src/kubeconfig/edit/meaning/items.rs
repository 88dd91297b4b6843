//! What becomes of lists of texts.

use super::{NO_TEXT, SHARED, add, null};
use crate::fix::CallForm;
use crate::kubeconfig::edit::Refusal;
use crate::kubeconfig::edit::sheet::NOT_FOUND;
use crate::kubeconfig::facts::call;
use crate::kubeconfig::value::{Data, Pair, Value};
use zeroize::Zeroizing;

const NO_LIST: Refusal = "the value is no list";
const NOT_SO: Refusal = "the call is not what it was taken for";

pub(super) fn append(mapping: &mut Value, key: &str, texts: &[&str]) -> Result<(), Refusal> {
    list(mapping, key)?.extend(texts.iter().map(|text| item(text)));
    Ok(())
}

pub(super) fn call(exec: &mut Value, form: CallForm) -> Result<(), Refusal> {
    let command = pair(exec, "command")?.and_then(|pair| pair.value.as_text()).ok_or(NO_TEXT)?;
    let command = Zeroizing::new(command.to_owned());
    let args = list(exec, "args")?;
    let texts = args.iter().map(|argument| argument.as_text().ok_or(NO_TEXT)).collect::<Result<Vec<_>, _>>()?;
    let call = call::rewrite(form, &command, &texts).ok_or(NOT_SO)?;
    let (program, words) = call.words.split_first().ok_or(NOT_SO)?;
    args.splice(..call.replaced, words.iter().map(|word| item(word)));
    if let Some(pair) = pair(exec, "command")? {
        pair.value.data = Data::Text(Zeroizing::new(program.clone()));
    }
    Ok(())
}

/// The items of the list under a key, which is made where there is none.
fn list<'v>(mapping: &'v mut Value, key: &str) -> Result<&'v mut Vec<Value>, Refusal> {
    if pair(mapping, key)?.is_none() {
        add(mapping, key, Data::List(Vec::new()))?;
    }
    let list = &mut pair(mapping, key)?.ok_or(NOT_FOUND)?.value;
    if list.is_null() {
        list.data = Data::List(Vec::new());
    }
    if let Data::List(items) = &mut list.data { Ok(items) } else { Err(NO_LIST) }
}

/// The pair of this key that counts; one that a merge brings stands elsewhere too.
fn pair<'v>(mapping: &'v mut Value, key: &str) -> Result<Option<&'v mut Pair>, Refusal> {
    let Data::Map(pairs) = &mut mapping.data else { return Ok(None) };
    match pairs.iter_mut().find(|pair| pair.shadowed_by.is_none() && pair.key.as_str() == key) {
        Some(pair) if pair.merged_by.is_some() => Err(SHARED),
        found => Ok(found),
    }
}

fn item(text: &str) -> Value {
    let mut item = null();
    item.data = Data::Text(Zeroizing::new(text.to_owned()));
    item
}
