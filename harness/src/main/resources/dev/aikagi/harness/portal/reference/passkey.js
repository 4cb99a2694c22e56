'use strict';
// Fills the form with what an authenticator answers (WebAuthn Level 3). Without the JSON methods of Level 3 it converts by hand.
(() => {
  const { form: formId, ceremony } = document.currentScript.dataset;
  const form = document.getElementById(formId);
  const field = form.elements.credential;
  const button = form.querySelector('button');
  const problem = document.getElementById('webauthn-problem');

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const descriptors = (list) => (list || []).map((d) => ({ ...d, id: bytes(d.id) }));

  const creation = (json) => PublicKeyCredential.parseCreationOptionsFromJSON
    ? PublicKeyCredential.parseCreationOptionsFromJSON(json)
    : { ...json, challenge: bytes(json.challenge), user: { ...json.user, id: bytes(json.user.id) },
        excludeCredentials: descriptors(json.excludeCredentials) };
  const request = (json) => PublicKeyCredential.parseRequestOptionsFromJSON
    ? PublicKeyCredential.parseRequestOptionsFromJSON(json)
    : { ...json, challenge: bytes(json.challenge), allowCredentials: descriptors(json.allowCredentials) };

  const answer = (credential) => {
    if (credential.toJSON) return credential.toJSON();
    const from = credential.response;
    const response = { clientDataJSON: text(from.clientDataJSON) };
    if (from.attestationObject) {
      response.attestationObject = text(from.attestationObject);
      response.transports = from.getTransports ? from.getTransports() : [];
    } else {
      response.authenticatorData = text(from.authenticatorData);
      response.signature = text(from.signature);
      if (from.userHandle) response.userHandle = text(from.userHandle);
    }
    return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
      authenticatorAttachment: credential.authenticatorAttachment || undefined,
      clientExtensionResults: credential.getClientExtensionResults() };
  };

  form.addEventListener('submit', async (event) => {
    if (field.value) return;
    event.preventDefault();
    problem.hidden = true;
    button.disabled = true;
    try {
      const json = JSON.parse(document.getElementById('webauthn-options').textContent);
      const credential = ceremony === 'create'
        ? await navigator.credentials.create({ publicKey: creation(json) })
        : await navigator.credentials.get({ publicKey: request(json) });
      field.value = JSON.stringify(answer(credential));
      form.submit();
    } catch (error) {
      problem.hidden = false;
      button.disabled = false;
    }
  });
})();
