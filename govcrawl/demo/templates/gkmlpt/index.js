/* Fills the catalogue page from its JSON; written for the simulated pages. */
function showCatalogue() {
  var config = window._CONFIG, id = location.hash.slice(1) || (config.TREE[0] || {}).id;
  jQuery.getJSON('/gkmlpt/api/all/' + id + '?page=1&sid=' + config.SID, function (answer) {
    document.getElementById('name').textContent = answer.classify.name;
    jQuery('#articles').html(answer.articles.map(function (article) {
      return '<li><a href="' + article.url + '">' + article.title + '</a><span>' + article.created_at.slice(0, 10) + '</span></li>';
    }).join(''));
  });
}
window.onhashchange = showCatalogue;
showCatalogue();
