<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('code'); section>
    <#if section = "header">
        ${msg("aikagiMailCodeTitle")}
    <#elseif section = "form">
        <p class="${properties.kcContentWrapperClass!}">${msg("aikagiMailCodeLead", aikagiAddress)}</p>
        <form id="aikagi-mail-code-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate="novalidate">
            <@field.input name="code" label=msg("aikagiMailCodeLabel") autocomplete="one-time-code" autofocus=true />
            <@buttons.actionGroup>
                <@buttons.button id="aikagi-next" name="next" label="aikagiNext"/>
            </@buttons.actionGroup>
        </form>
        <form id="aikagi-resend-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
            <@buttons.actionGroup>
                <@buttons.button id="aikagi-resend" name="resend" label="aikagiResend" type="secondary"/>
            </@buttons.actionGroup>
        </form>
    </#if>
</@layout.registrationLayout>
