<#import "template.ftl" as layout>
<@layout.emailLayout>
<p style="white-space: pre-line">${msg("aikagiMailCodeBody", code, minutes)}</p>
</@layout.emailLayout>
