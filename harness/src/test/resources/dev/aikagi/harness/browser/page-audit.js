(() => {
  const complaints = [];
  const name = (e) => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (e.className.trim?.() ? '.' + e.className.trim() : '');
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getClientRects().length > 0
    && e.getBoundingClientRect().right > 0;

  const colour = (text) => {
    const parts = text.match(/[\d.]+/g).map(Number);
    return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 };
  };
  const over = (top, ground) => top.rgb.map((c, i) => c * top.alpha + ground[i] * (1 - top.alpha));
  const groundOf = (e) => {
    if (!e) return [255, 255, 255];
    const own = colour(getComputedStyle(e).backgroundColor);
    return own.alpha === 1 ? own.rgb : over(own, groundOf(e.parentElement));
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };

  for (const e of document.body.querySelectorAll('*')) {
    const speaks = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()) || (e.matches('input') && e.type !== 'hidden');
    if (!speaks || e.matches('script, style, noscript, option') || e.closest('svg') || !seen(e)) continue;
    const ground = groundOf(e);
    const ratio = contrast(over(colour(getComputedStyle(e).color), ground), ground);
    if (ratio < 4.5) complaints.push(`contrast ${ratio.toFixed(2)} of ${name(e)}`);
    if (parseFloat(getComputedStyle(e).fontSize) < 11) complaints.push(`tiny text in ${name(e)}`);
  }
  for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    const labelled = [...(e.labels || [])].some((l) => l.innerText.trim()) || e.ariaLabel;
    if (!labelled) complaints.push(`no label for ${name(e)}`);
    for (const id of (e.getAttribute('aria-describedby') || '').split(/\s+/).filter(Boolean)) {
      if (!document.getElementById(id)) complaints.push(`${name(e)} is described by #${id}, which is not there`);
    }
  }
  for (const e of document.querySelectorAll('img:not([alt]), button:empty, a:empty')) complaints.push(`no text for ${name(e)}`);
  for (const e of document.querySelectorAll('main button, main .button')) {
    const box = e.getBoundingClientRect();
    if (seen(e) && (box.height < 24 || box.width < 24)) complaints.push(`${name(e)} is too small to hit`);
  }
  if (document.querySelectorAll('h1').length !== 1) complaints.push('not one h1');
  if (!document.documentElement.lang) complaints.push('no language');
  if (!document.title.trim()) complaints.push('no title');
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => complaints.push(`two elements #${id}`));
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
    complaints.push(`${document.documentElement.scrollWidth} pixels wide in a window of ${document.documentElement.clientWidth}`);
  }
  return complaints;
})()
