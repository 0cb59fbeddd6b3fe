/* Puts the list of a column where its script stands; written for the simulated pages. */
(function () {
  var script = document.currentScript, values = JSON.parse(script.getAttribute('queryData').replace(/'/g, '"'));
  var query = Object.keys(values).map(function (key) { return key + '=' + encodeURIComponent(values[key]); }).join('&');
  jQuery.getJSON(script.getAttribute('url') + '?' + query, function (answer) {
    var box = document.createElement('div');
    box.innerHTML = answer.data.html;
    script.parentNode.insertBefore(box, script);
  });
})();
