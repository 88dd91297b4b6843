use super::*;
pub(super) fn write(_: &Checked, _: &Context<'_>, _: &mut dyn Write) -> io::Result<()> {
    Ok(())
}
