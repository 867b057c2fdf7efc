// The reference of the programming interface, drawn by Swagger UI out of our own document; nothing is asked of anybody else.
const place = document.getElementById('api')
window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.document,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  persistAuthorization: false,
})
