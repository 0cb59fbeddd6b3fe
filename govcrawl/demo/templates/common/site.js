function switchTab(group, index, count) {
  for (var i = 1; i <= count; i++) {
    var head = document.getElementById(group + '_head_' + i), body = document.getElementById(group + '_body_' + i);
    if (!head || !body) { continue; }
    head.className = i === index ? 'on' : '';
    body.style.display = i === index ? 'block' : 'none';
  }
}
function addFavorite(title, url) {
  try { window.external.AddFavorite(url, title); } catch (e) { alert('请使用 Ctrl+D 收藏本页'); }
}
function openLink(select) { if (select.value) { window.open(select.value); } }
function changeFont(size) { document.getElementById('text').style.fontSize = size + 'px'; }
function createPageHTML(pages, current, name, extension) {
  var html = '', file = function (n) { return n === 0 ? name + '.' + extension : name + '_' + n + '.' + extension; };
  for (var i = 0; i < pages; i++) {
    html += i === current ? '<span>' + (i + 1) + '</span>' : '<a href="' + file(i) + '">' + (i + 1) + '</a>';
  }
  document.write('共' + pages + '页 ' + html);
}
function _showDynClicks(kind, owner, id) { document.write(String((id * 37) % 900 + 60)); }
