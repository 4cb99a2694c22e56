<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('method'); section>
    <#if section = "header">
        ${msg("aikagiMethodTitle")}
    <#elseif section = "form">
        <form id="aikagi-choose-method-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate="novalidate">
            <@field.group name="method" label=msg("aikagiMethodLegend") error=messagesPerField.get('method')>
                <#list ["passkey", "totp", "email"] as method>
                    <div class="pf-v5-c-radio">
                        <input class="pf-v5-c-radio__input" type="radio" id="method-${method}" name="method" value="${method}"/>
                        <label class="pf-v5-c-radio__label" for="method-${method}">${msg("aikagiMethod." + method)}</label>
                        <span class="pf-v5-c-radio__description">${msg("aikagiMethodHint." + method)}</span>
                    </div>
                </#list>
            </@field.group>
            <@buttons.actionGroup>
                <@buttons.button id="aikagi-next" name="next" label="aikagiNext"/>
            </@buttons.actionGroup>
        </form>
    </#if>
</@layout.registrationLayout>
