<#ftl output_format="plainText">
${msg("aikagiMailCodeBody", code, minutes)}
