/* The list of a shell page, by the number in its address; written for the simulated pages. */
(function () {
  var parts = ['', 'service', 'channel'], number = (/itemId=(\d+)/.exec(location.search) || [])[1];
  jQuery.getJSON(parts.join('/') + '/' + number + '/docs', function (answer) {
    var rows = answer.rows.map(function (row) {
      return '<div class="card"><a href="' + row.view + '"><h4>' + row.docTitle + '</h4></a><time>' + row.publishDate + '</time></div>';
    });
    jQuery('#app').html('<div class="cards">' + rows.join('') + '</div>');
  });
})();
