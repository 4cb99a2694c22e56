<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('birthDate'); section>
    <#if section = "header">
        ${msg("aikagiBirthDateTitle")}
    <#elseif section = "form">
        <form id="aikagi-birth-date-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate="novalidate">
            <@field.input name="birthDate" label=msg("aikagiBirthDateLabel") autocomplete="bday" autofocus=true />
            <@buttons.actionGroup>
                <@buttons.button id="aikagi-next" name="next" label="aikagiNext"/>
            </@buttons.actionGroup>
        </form>
    </#if>
</@layout.registrationLayout>
