/* The few calls of the usual library that the simulated pages make; written for them. */
(function (root) {
  function ask(method, url, body, done) {
    var request = new XMLHttpRequest();
    request.open(method, url);
    if (body) { request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8'); }
    request.onload = function () { done(request.responseText); };
    request.send(body || null);
  }
  function form(values) {
    return Object.keys(values).map(function (key) { return encodeURIComponent(key) + '=' + encodeURIComponent(values[key]); }).join('&');
  }
  function records(text) {
    var found = [], pattern = /<record>\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*<\/record>/g, match;
    while ((match = pattern.exec(text))) { found.push(match[1]); }
    return found;
  }
  function Query(target) { this.node = typeof target === 'string' ? document.querySelector(target.replace(/^#(\d)/, '#\\3$1 ')) : target; }
  Query.prototype.ready = function (call) {
    if (document.readyState === 'loading') { document.addEventListener('DOMContentLoaded', call); } else { call(); }
    return this;
  };
  Query.prototype.html = function (text) { if (this.node) { this.node.innerHTML = text; } return this; };
  Query.prototype.load = function (url) {
    var self = this;
    ask('GET', url, null, function (text) { self.html(text); });
    return this;
  };
  Query.prototype.jpage = function (options) {
    var self = this, store = this.node && this.node.querySelector('script[type="text/xml"]');
    function show(rows) { self.html('<ul class="list">' + rows.slice(0, options.perPage).join('') + '</ul>'); }
    if (store) { show(records(store.textContent)); return this; }
    var url = options.proxyUrl + '?startrecord=1&endrecord=' + options.perPage * 3 + '&perpage=' + options.perPage;
    ask('POST', url, form(options.ajaxParam), function (text) { show(records(text)); });
    return this;
  };
  Query.prototype.get = function (url, done) { ask('GET', url, null, done); return this; };
  root.jQuery = root.$ = function (target) {
    var query = new Query(target);
    if (typeof target === 'function') { new Query(document).ready(target); }
    return query;
  };
  root.jQuery.getJSON = function (url, done) { ask('GET', url, null, function (text) { done(JSON.parse(text)); }); };
  root.jQuery.postJSON = function (url, body, done) { ask('POST', url, body, function (text) { done(JSON.parse(text)); }); };
})(window);
